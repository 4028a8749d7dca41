import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DeliveryFilter } from '../../deliveries/index.ts';
import type { BoundedCount } from '../../kernel/index.ts';
import { BoundedCountType, Payload } from '../../kernel/graphql/index.ts';
import { RecoverySkippedCountType, RecoveryType } from './recovery.type.ts';

@InputType({ description: 'Which failed deliveries are to be sent again.' })
export class RecoverDeliveriesInput {
  @Field(() => DeliveryFilter, {
    description:
      'Selects deliveries as in the log; of them, the FAILED ones that are no tests are recovered. `createdAfter` is required: deliveries no longer in the log are left out. A filter that no failed delivery can match is INVALID_INPUT. Ids in `webhookIds` that the workspace never had are NOT_FOUND; those of deleted webhooks are accepted, and skipped.',
  })
  filter!: DeliveryFilter;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only count what would be recovered now.',
  })
  dryRun?: boolean | null;
}

@ObjectType({ description: 'The recovery that was started, or the counts of a dry run.' })
export class RecoverDeliveriesPayload extends Payload {
  @Field(() => RecoveryType, {
    nullable: true,
    description:
      'Its progress can be read with `recovery(id:)`, and its deliveries appear in the live stream. Null in a dry run.',
  })
  recovery?: RecoveryType | null;

  @Field(() => BoundedCountType, {
    nullable: true,
    description:
      'Dry run only: the deliveries that would be made. When it is not exact, more failed deliveries match than are read in a dry run, and these are the oldest.',
  })
  count?: BoundedCount | null;

  @Field(() => [RecoverySkippedCountType], {
    nullable: true,
    description:
      'Dry run only: matching deliveries that would be skipped, by reason. Like `count`, of the oldest ones when that is not exact.',
  })
  skippedCounts?: RecoverySkippedCountType[] | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Dry run only: when the oldest of them was created. Null when there are none.',
  })
  oldestAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Dry run only: how long one node takes to send the counted deliveries once, at the response times of the last 24 hours and without retries. A paused webhook takes longer.',
  })
  estimatedSeconds?: number | null;
}

@InputType({ description: 'The recovery to end.' })
export class CancelRecoveryInput {
  @Field(() => ID, {
    description: 'One that was cancelled before stays as it is, without an error.',
  })
  recoveryId!: string;
}

@ObjectType({ description: 'The recovery after `cancelRecovery`.' })
export class CancelRecoveryPayload extends Payload {
  @Field(() => RecoveryType, {
    nullable: true,
    description: 'CANCELLED, with the counts of what it did. Null if there are `userErrors`.',
  })
  recovery?: RecoveryType | null;
}
