import 'reflect-metadata';
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { DeliveryFilter } from '../../deliveries/index.ts';
import { BoundedCountType, createConnectionType, NodeType } from '../../kernel/graphql/index.ts';
import { encodeId, IdPrefix, timeOfId, type BoundedCount } from '../../kernel/index.ts';
import {
  RecoverySkipReason,
  RecoveryStatus,
  skipReasons,
  type Recovery,
  type SkippedCounts,
} from './recovery.ts';

registerEnumType(RecoveryStatus, {
  name: 'RecoveryStatus',
  description: 'The state of a recovery: RUNNING until it ends as one of the others.',
  valuesConfig: {
    RUNNING: { description: 'The log is being searched. Continues after restarts of the service.' },
    SUCCEEDED: {
      description: 'Every matching delivery was made again or skipped. Most may still be sent.',
    },
    CANCELLED: { description: 'Ended by `cancelRecovery`. The deliveries made before it stay.' },
  },
});

registerEnumType(RecoverySkipReason, {
  name: 'RecoverySkipReason',
  description: 'Why a failed delivery was not made again.',
  valuesConfig: {
    REPEATED: {
      description:
        'A later delivery of the same event to the same webhook is waiting or succeeded, or this recovery made it again already.',
    },
    EVENT_NOT_KEPT: {
      description: 'The event is older than the log keeps, or its payload was erased.',
    },
    WEBHOOK_DISABLED: { description: 'Enable the webhook, then recover its deliveries again.' },
    WEBHOOK_SUSPENDED: { description: 'The plan has no room for the webhook.' },
    WEBHOOK_DELETED: { description: 'The webhook was deleted.' },
  },
});

@ObjectType('RecoverySkippedCount', {
  description: 'How many matching deliveries were left out for one reason.',
})
export class RecoverySkippedCountType {
  @Field(() => RecoverySkipReason, { description: 'Each reason is in the list once at most.' })
  reason!: RecoverySkipReason;

  @Field(() => Int, { description: 'At least 1.' })
  count!: number;
}

/** A recovery as the API shows it. */
@ObjectType('Recovery', {
  implements: NodeType,
  description:
    'Sends failed deliveries again in the background. Each becomes a new delivery with the trigger RECOVERY. Kept for 30 days after its end.',
})
export class RecoveryType extends NodeType {
  @Field(() => RecoveryStatus, {
    description:
      'RUNNING until every matching delivery was searched. Says nothing of the results of the new deliveries.',
  })
  status!: RecoveryStatus;

  @Field(() => GraphQLJSON, { description: 'The `DeliveryFilter` as given, without null fields.' })
  filter!: DeliveryFilter;

  @Field(() => GraphQLDateTime, {
    description:
      'The progress: matching deliveries created before this time have been made again or skipped. Runs from `filter.createdAfter` to the end of the search.',
  })
  searchedUntil!: Date;

  @Field(() => BoundedCountType, {
    description:
      'The deliveries to make, counted at the start as in a dry run. Fewer are made when a resend or another recovery was first, more when further deliveries of a webhook that had failures at the start failed before the search came to them.',
  })
  expectedCount!: BoundedCount;

  @Field(() => Int, { description: 'Deliveries made so far.' })
  recoveredCount!: number;

  @Field(() => [RecoverySkippedCountType], {
    description:
      'Matching deliveries that were not made again, by reason. Reasons with 0 are left out.',
  })
  skippedCounts!: RecoverySkippedCountType[];

  @Field(() => GraphQLDateTime, {
    description: 'Deliveries created after this time are not recovered.',
  })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'The last progress.' })
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while RUNNING.' })
  endedAt!: Date | null;
}

/** Maps the counts to the API, without those of 0. */
export function toSkippedCountTypes(counts: SkippedCounts): RecoverySkippedCountType[] {
  return skipReasons
    .map((reason) => ({ reason, count: counts[reason] }))
    .filter(({ count }) => count > 0);
}

/** A page of recoveries, newest first. */
export const RecoveryConnectionType = createConnectionType('Recovery', RecoveryType);

/** Maps a row to the API. */
export function toRecoveryType(recovery: Recovery): RecoveryType {
  return Object.assign(new RecoveryType(), {
    id: encodeId(IdPrefix.recovery, recovery.id),
    status: recovery.status,
    filter: recovery.filter,
    searchedUntil: timeOfId(recovery.searchedTo),
    expectedCount: recovery.expectedCount,
    recoveredCount: recovery.recoveredCount,
    skippedCounts: toSkippedCountTypes(recovery.skippedCounts),
    createdAt: timeOfId(recovery.id),
    updatedAt: recovery.updatedAt,
    endedAt: recovery.endedAt,
  });
}
