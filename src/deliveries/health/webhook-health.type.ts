import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import { describeStatus, type WebhookType } from '../../webhooks/index.ts';
import { ErrorCode } from '../error-code.ts';
import { hoursMax, type LastFailure, type LastOutcomes } from './load-last-outcomes.ts';

/** A failed attempt in the API. */
@ObjectType('WebhookFailure', {
  description: 'The failed attempt of a webhook that ended last.',
})
class WebhookFailureType {
  @Field(() => ID, { description: 'The delivery; `delivery(id:)` shows all its attempts.' })
  deliveryId!: string;

  @Field(() => Int, { description: 'The number of the failed attempt of the delivery, from 1.' })
  attemptNumber!: number;

  @Field(() => GraphQLDateTime, { description: 'When that attempt started.' })
  startedAt!: Date;

  @Field(() => ErrorCode, { description: 'Why it failed.' })
  errorCode!: ErrorCode;

  @Field(() => String, { nullable: true, description: 'A readable sentence for `errorCode`.' })
  errorMessage!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Null when no complete response head was received.',
  })
  responseStatus!: number | null;
}

/** The health of a webhook in the API. */
@ObjectType('WebhookHealth', {
  description: "The state of a webhook's receiver. Tests have no effect on it.",
})
export class WebhookHealthType {
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the first request failed since the last success. Null while requests succeed. A success, a new URL, a resume or an enable ends it; after 5 days, the next delivery that uses up its attempts disables the webhook.',
  })
  failingSince!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'The receiver asked for a cool-down (`Retry-After`). It ends with one delivery, and the others follow unless the receiver asks again. Until this time nothing is sent, or that one delivery is being sent and this is the latest time for its result. A time that has passed means that this delivery is due.',
  })
  coolingDownUntil!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: `When a delivery last succeeded. Null if none has in the last ${hoursMax} hours with results: a month of a webhook that is always busy, and longer for others.`,
  })
  lastSuccessAt!: Date | null;

  @Field(() => WebhookFailureType, {
    nullable: true,
    description:
      'Null if the log has no failed attempt. An attempt with an unknown outcome is not one until its result arrives.',
  })
  lastFailure!: WebhookFailureType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Says what keeps the webhook from receiving events, since when, and what ends it. Null when all is well.',
  })
  statusMessage!: string | null;
}

/** Joins what the row of a webhook says about its health with its newest outcomes. */
export function toHealthType(webhook: WebhookType, outcomes: LastOutcomes): WebhookHealthType {
  return Object.assign(new WebhookHealthType(), {
    failingSince: webhook.failingSince,
    coolingDownUntil: webhook.coolingDownUntil,
    lastSuccessAt: outcomes.lastSuccessAt,
    lastFailure: outcomes.lastFailure && toFailureType(outcomes.lastFailure),
    statusMessage: describeStatus(webhook),
  });
}

function toFailureType({ deliveryId, ...failure }: LastFailure): WebhookFailureType {
  const id = encodeId(IdPrefix.delivery, deliveryId);
  return Object.assign(new WebhookFailureType(), failure, { deliveryId: id });
}
