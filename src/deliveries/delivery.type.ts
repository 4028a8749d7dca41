import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeId, IdPrefix, timeOfId } from '../kernel/index.ts';
import {
  createCountedConnectionType,
  describeConnection,
  NodeType,
} from '../kernel/graphql/index.ts';
import type { Delivery } from './delivery.ts';
import { DeliveryStatus, DeliveryStatusReason, DeliveryTrigger } from './delivery-status.ts';
import { ErrorCode } from './error-code.ts';

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'The state of a delivery: PENDING until it ends as one of the others.',
  valuesConfig: {
    PENDING: { description: 'Not finished: an attempt is in progress or still to come.' },
    SUCCEEDED: {
      description:
        'The receiver returned a 2xx status in time, and a chat service no error with it. Final.',
    },
    FAILED: { description: 'No more attempts are made; see `statusReason`. Final.' },
  },
});

registerEnumType(DeliveryStatusReason, {
  name: 'DeliveryStatusReason',
  description: 'Why a delivery FAILED.',
  valuesConfig: {
    ATTEMPTS_EXHAUSTED: { description: 'The last allowed attempt failed.' },
    RECEIVER_GONE: {
      description:
        'The receiver returned 410 Gone, or a chat service said that the URL is no longer valid.',
    },
    MESSAGE_REFUSED: {
      description:
        'A chat service does not accept the message that we made, or the digest that was the last attempt. Usually the fault is ours, and a resend may help once it is fixed.',
    },
    WEBHOOK_DISABLED: { description: 'The webhook was disabled before the delivery was sent.' },
    WEBHOOK_SUSPENDED: { description: 'The plan has no room for the webhook.' },
    WEBHOOK_DELETED: { description: 'The webhook was deleted before the delivery was sent.' },
    WORKSPACE_DELETED: { description: 'The whole workspace is being deleted.' },
    PAYLOAD_ERASED: { description: '`eraseEvent` removed the text that was still to be sent.' },
    EXPIRED: {
      description:
        'The delivery waited longer than deliveries are kept, or its event is no longer kept.',
    },
  },
});

registerEnumType(DeliveryTrigger, {
  name: 'DeliveryTrigger',
  description: 'Why a delivery exists.',
  valuesConfig: {
    EVENT: { description: 'The event happened and the webhook subscribes to its type.' },
    TEST: { description: 'Made by `sendTest`: one attempt, whatever the state of the webhook.' },
    RESEND: { description: 'Made by `resendDelivery`.' },
    RECOVERY: { description: 'Made by `recoverDeliveries`.' },
  },
});

/** A delivery as the API shows it. Fields that need other tables are added by resolvers, some in other features. */
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

  @Field(() => String, {
    description: 'The name of an event type, also once the event is deleted.',
  })
  eventType!: string;

  @Field(() => ID, {
    description: 'Stays when the webhook is deleted, and still selects its deliveries in filters.',
  })
  webhookId!: string;

  @Field(() => DeliveryTrigger, {
    description:
      'Event, test, resend or recovery. A resend or recovery is a new delivery; the failed one stays as it is.',
  })
  trigger!: DeliveryTrigger;

  @Field(() => DeliveryStatus, {
    description: 'PENDING until the last attempt is over, also between two attempts.',
  })
  status!: DeliveryStatus;

  @Field(() => DeliveryStatusReason, { nullable: true, description: 'Null unless FAILED.' })
  statusReason!: DeliveryStatusReason | null;

  @Field(() => Int, { description: 'Finished attempts, without one in progress.' })
  attemptCount!: number;

  @Field(() => ErrorCode, {
    nullable: true,
    description:
      'The error of the last attempt. Null before the first attempt and if the last succeeded.',
  })
  errorCode!: ErrorCode | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The status of the last attempt. Null before the first attempt and if the last received no complete response head.',
  })
  responseStatus!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The duration of the last attempt in milliseconds. Null before the first attempt and if the last is OUTCOME_UNKNOWN.',
  })
  responseTimeMs!: number | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the next attempt is due. It may start later if the webhook is paused or the sender is busy. Null while an attempt is in progress and when finished.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    description:
      'When the event was published, resent or recovered for this webhook. Lists are sorted by it.',
  })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, {
    description:
      'When the last attempt was recorded or the delivery ended; before that, the same as `createdAt`.',
  })
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while PENDING.' })
  completedAt!: Date | null;
}

/** The name of lists of deliveries in their cursors, which are valid in all of these lists. */
export const deliveryList = { name: 'deliveries' };

@ObjectType('DeliveryConnection', { description: describeConnection('Delivery') })
export class DeliveryConnectionType extends createCountedConnectionType('Delivery', DeliveryType) {
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Null if the search for this page was complete. A filter by webhooks, event, time or FAILED, or none, always is, and so is PENDING up to 5,000 with any filter but `text`. With other filters, a page checks at most 50,000 deliveries of the workspace; of an event, of FAILED ones and of up to 5 `webhookIds` together, at most 10,000. The lists of several webhooks in one response share 10,000, or 3,000 with a `text`. When it stops there, this is the creation time of the last one that was checked. The next page goes on from it, even if this page is empty.',
  })
  searchedUntil!: Date | null;
}

/** Maps a row to the API. Every field is listed, so that a new column is not exposed by accident. */
export function toDeliveryType(delivery: Delivery): DeliveryType {
  return Object.assign(new DeliveryType(), {
    id: encodeId(IdPrefix.delivery, delivery.id),
    uuid: delivery.id,
    webhookUuid: delivery.webhookId,
    eventUuid: delivery.eventId,
    eventType: delivery.eventType,
    webhookId: encodeId(IdPrefix.webhook, delivery.webhookId),
    trigger: delivery.trigger,
    status: delivery.status,
    statusReason: delivery.statusReason,
    attemptCount: delivery.attemptCount,
    errorCode: delivery.errorCode,
    responseStatus: delivery.responseStatus,
    responseTimeMs: delivery.responseTimeMs,
    nextAttemptAt: delivery.nextAttemptAt,
    createdAt: timeOfId(delivery.id),
    updatedAt: delivery.updatedAt,
    completedAt: delivery.status === 'PENDING' ? null : delivery.updatedAt,
  });
}
