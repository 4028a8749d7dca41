import 'reflect-metadata';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { DeliveryCounts } from './load-delivery-counts.ts';
import type { BoundedCount } from './count-waiting.ts';

/** A count that stops at `countedMax`. */
@ObjectType('BoundedCount', { description: 'A count that stops at 10,000.' })
export class BoundedCountType implements BoundedCount {
  @Field(() => Int)
  count!: number;

  @Field(() => Boolean, { description: 'False when there are more than `count`.' })
  isExact!: boolean;
}

/** Delivery counts of one webhook, by state. */
@ObjectType('DeliveryCounts', {
  description:
    'The deliveries of a webhook since it was created, including those no longer in the log.',
})
export class DeliveryCountsType implements DeliveryCounts {
  @Field(() => GraphQLSafeInt, {
    description:
      '`succeeded` + `failed` + `pending.count`. A lower bound while `pending` is not exact.',
  })
  total!: number;

  @Field(() => GraphQLSafeInt)
  succeeded!: number;

  @Field(() => GraphQLSafeInt)
  failed!: number;

  @Field(() => BoundedCountType, { description: 'Not finished: waiting or in progress.' })
  pending!: BoundedCount;
}
