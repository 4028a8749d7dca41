import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeId, IdPrefix, timeOfId } from '../kernel/index.ts';
import { createConnectionType, NodeType } from '../kernel/graphql/index.ts';
import type { Delivery } from './delivery.entity.ts';
import { DeliveryStatus, DeliveryStatusReason, DeliveryTrigger } from './delivery-status.ts';

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  valuesConfig: {
    PENDING: { description: 'Not finished: an attempt is under way or still to come.' },
    SUCCEEDED: { description: 'The receiver answered with a 2xx status in time. Final.' },
    FAILED: { description: 'Given up; see the reason. Final.' },
  },
});

registerEnumType(DeliveryStatusReason, {
  name: 'DeliveryStatusReason',
  description: 'Why a delivery FAILED.',
  valuesConfig: {
    ATTEMPTS_EXHAUSTED: { description: 'The last attempt that it had failed.' },
    RECEIVER_GONE: { description: 'The receiver answered 410 Gone.' },
    WEBHOOK_DISABLED: { description: 'The webhook was disabled before it could be sent.' },
    WEBHOOK_SUSPENDED: { description: 'The plan has no room for the webhook.' },
    WEBHOOK_DELETED: { description: 'The webhook was deleted before it could be sent.' },
  },
});

registerEnumType(DeliveryTrigger, {
  name: 'DeliveryTrigger',
  description: 'Why a delivery exists.',
  valuesConfig: {
    EVENT: { description: 'The event happened and the webhook wants to hear of it.' },
    TEST: { description: '`sendTest`: one attempt, whatever the state of the webhook.' },
    RESEND: { description: '`resendDelivery`.' },
    RECOVERY: { description: '`recoverDeliveries`.' },
  },
});

/** A delivery as the API shows it. What needs other rows is added by resolvers, some of other features. */
@ObjectType('Delivery', {
  implements: NodeType,
  description: 'One event for one webhook, with all its attempts.',
})
export class DeliveryType extends NodeType {
  /** The id in the database; not a field. */
  uuid!: string;

  /** The webhook's id in the database; not a field. */
  webhookUuid!: string;

  /** The event's id in the database; not a field. */
  eventUuid!: string;

  @Field(() => DeliveryTrigger)
  trigger!: DeliveryTrigger;

  @Field(() => DeliveryStatus)
  status!: DeliveryStatus;

  @Field(() => DeliveryStatusReason, { nullable: true, description: 'Null unless FAILED.' })
  statusReason!: DeliveryStatusReason | null;

  @Field(() => Int, { description: 'Attempts that are over; one under way is not among them.' })
  attemptCount!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of the last attempt; null when it got no complete response head, or before it.',
  })
  responseStatus!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds that the last attempt took; null when nobody knows, or before it.',
  })
  responseTimeMs!: number | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the next attempt is due, or since when: a paused webhook or a busy sender makes it later. Null while an attempt is under way, and when finished.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while PENDING.' })
  completedAt!: Date | null;
}

/** A page of deliveries, newest first. */
export const DeliveryConnectionType = createConnectionType('Delivery', DeliveryType);

/** What the API shows of a row. Everything is named here, so that a new column is not shown by accident. */
export function toDeliveryType(delivery: Delivery): DeliveryType {
  return Object.assign(new DeliveryType(), {
    id: encodeId(IdPrefix.delivery, delivery.id),
    uuid: delivery.id,
    webhookUuid: delivery.webhookId,
    eventUuid: delivery.eventId,
    trigger: delivery.trigger,
    status: delivery.status,
    statusReason: delivery.statusReason ?? null,
    attemptCount: delivery.attemptCount,
    responseStatus: delivery.responseStatus ?? null,
    responseTimeMs: delivery.responseTimeMs ?? null,
    nextAttemptAt: nextAttemptAtOf(delivery),
    createdAt: timeOfId(delivery.id),
    completedAt: delivery.completedAt ?? null,
  });
}

/** While it is claimed, `due_at` is the end of the lease and tells nothing of a next attempt. */
function nextAttemptAtOf({ status, claimToken, dueAt }: Delivery): Date | null {
  return status === DeliveryStatus.PENDING && !claimToken ? (dueAt ?? null) : null;
}
