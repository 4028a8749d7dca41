import 'reflect-metadata';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { DeliveryCounts } from './load-delivery-counts.ts';
import type { BoundedCount } from './count-waiting.ts';

/** A count that stops at a bound. */
@ObjectType('BoundedCount', { description: 'A count that stops at 10,000.' })
class BoundedCountType implements BoundedCount {
  @Field(() => Int)
  count!: number;

  @Field(() => Boolean, { description: 'False when there are more than `count`.' })
  isExact!: boolean;
}

/** How the deliveries of one webhook stand. */
@ObjectType('DeliveryCounts', {
  description:
    'How the deliveries of a webhook stand, since it was made: those that have left the log count as well.',
})
export class DeliveryCountsType implements DeliveryCounts {
  @Field(() => GraphQLSafeInt, {
    description:
      '`succeeded` + `failed` + `pending.count`; a lower bound while `pending` is not exact.',
  })
  total!: number;

  @Field(() => GraphQLSafeInt)
  succeeded!: number;

  @Field(() => GraphQLSafeInt)
  failed!: number;

  @Field(() => BoundedCountType, { description: 'Not finished: waiting, or under way.' })
  pending!: BoundedCount;
}
