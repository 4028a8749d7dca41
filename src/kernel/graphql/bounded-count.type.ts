import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import type { BoundedCount } from '../bounded-count.ts';

/** A count that stops at `countedMax`. */
@ObjectType('BoundedCount', { description: 'A count that stops at 10,000.' })
export class BoundedCountType implements BoundedCount {
  @Field(() => Int)
  count!: number;

  @Field(() => Boolean, { description: 'False when there are more than `count`.' })
  isExact!: boolean;
}
