import 'reflect-metadata';
import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { DeliveryStats, StatsBucketCounts, StatsCounts } from './delivery-stats.ts';
import type { ResponseTimes } from './estimate-percentiles.ts';
import { bucketsOfResponseMax } from './open-period.ts';

const percentile = (share: string) =>
  `${share} of the responses took at most this long, in milliseconds.`;

@ObjectType('ResponseTimes', {
  description:
    'Estimates from counts of response times by size. They are exact up to 3 ms and up to 67 % off above that, usually much less. More than 30 s is shown as 30,000.',
})
class ResponseTimesType implements ResponseTimes {
  @Field(() => Int, { description: percentile('Half') })
  p50Ms!: number;

  @Field(() => Int, { description: percentile('95 %') })
  p95Ms!: number;

  @Field(() => Int, { description: percentile('99 %') })
  p99Ms!: number;
}

@ObjectType('DeliveryStatsTotal', { description: 'The sum of all buckets.' })
class StatsTotalType implements StatsCounts {
  @Field(() => GraphQLSafeInt, { description: 'Deliveries that became SUCCEEDED.' })
  succeededCount!: number;

  @Field(() => GraphQLSafeInt, {
    description: 'Deliveries that became FAILED, with or without an attempt.',
  })
  failedCount!: number;

  @Field(() => GraphQLSafeInt, {
    description: 'Attempts that failed, or whose outcome is unknown, and were followed by a retry.',
  })
  retriedCount!: number;

  @Field(() => ResponseTimesType, {
    nullable: true,
    description:
      'Of all attempts with a response, whatever its status. Null if there were none in this time.',
  })
  responseTime!: ResponseTimes | null;
}

@ObjectType('DeliveryStatsBucket', {
  description: 'The counts from `startsAt` until `endsAt`, exclusive.',
})
class StatsBucketType extends StatsTotalType implements StatsBucketCounts {
  @Field(() => GraphQLDateTime, { description: 'A whole hour in UTC.' })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When the next bucket starts.' })
  endsAt!: Date;
}

/** Statistics of the deliveries of a webhook or a workspace. */
@ObjectType('DeliveryStats', {
  description:
    'Counts of results by the time of their record, tests included. They stay when the deliveries are no longer in the log.',
})
export class DeliveryStatsType implements DeliveryStats {
  // The cost limit counts a month of days. `openPeriod` bounds what a response may have.
  @Extensions({ expectedCount: 31 })
  @Field(() => [StatsBucketType], {
    description: `Oldest first, also those in which nothing happened. A response may have at most ${bucketsOfResponseMax.toLocaleString('en')} of them; more is the error BAD_USER_INPUT.`,
  })
  buckets!: StatsBucketCounts[];

  @Field(() => StatsTotalType, {
    description: 'Its percentiles are of all responses, not means of those of the buckets.',
  })
  total!: StatsCounts;
}
