import 'reflect-metadata';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { BoundedCount } from '../kernel/index.ts';
import { BoundedCountType } from '../kernel/graphql/index.ts';
import type { DeliveryCounts } from './load-delivery-counts.ts';

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

  @Field(() => GraphQLSafeInt, {
    description: 'Deliveries that ended as SUCCEEDED, tests included.',
  })
  succeeded!: number;

  @Field(() => GraphQLSafeInt, {
    description: 'Deliveries that ended as FAILED, for any reason. A resend does not lower it.',
  })
  failed!: number;

  @Field(() => BoundedCountType, { description: 'Not finished: waiting or in progress.' })
  pending!: BoundedCount;
}
