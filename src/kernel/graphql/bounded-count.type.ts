import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import type { BoundedCount } from '../bounded-count.ts';

/** A count that stops at `countedMax`, or earlier. */
@ObjectType('BoundedCount', { description: 'A count of at most 10,000, less for nested lists.' })
export class BoundedCountType implements BoundedCount {
  @Field(() => Int, { description: 'The number, or a lower bound of it: see `isExact`.' })
  count!: number;

  @Field(() => Boolean, { description: 'False when there are or may be more than `count`.' })
  isExact!: boolean;
}
