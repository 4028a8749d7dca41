import 'reflect-metadata';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import { createConnectionType } from '../../kernel/graphql/index.ts';
import { NoDeliveryReason } from './decide-no-delivery-reason.ts';
import type { EventWebhook } from './find-event-webhooks.ts';

registerEnumType(NoDeliveryReason, {
  name: 'NoDeliveryReason',
  description:
    'Why an event made no delivery for a webhook, by the state of the webhook when the event was published. If several reasons hold, the first in the order CREATED_LATER, DELETED, SUSPENDED, DISABLED, NOT_SUBSCRIBED, FILTERED_OUT.',
  valuesConfig: {
    CREATED_LATER: { description: 'The webhook did not exist yet.' },
    DELETED: { description: 'The webhook had been deleted.' },
    SUSPENDED: { description: 'The webhook was beyond the limit of the plan.' },
    DISABLED: { description: 'We had disabled the webhook because of its receiver.' },
    NOT_SUBSCRIBED: { description: 'The webhook did not subscribe to the type of the event.' },
    FILTERED_OUT: { description: 'The event did not match the filter; see `clause`.' },
    TEST_EVENT: {
      description:
        'The event was a test of one webhook, and only that webhook gets it. Not known once its delivery is no longer in the log.',
    },
    UNKNOWN: {
      description:
        'The webhook changed in the same seconds, or nothing is kept of that time. There may have been a delivery that is no longer in the log.',
    },
  },
});

/** A webhook and an event in the API. */
@ObjectType('EventWebhook', {
  description: 'The delivery of an event to a webhook, or the reason why there is none.',
})
export class EventWebhookType {
  @Field(() => ID, {
    description: 'The ids of the event and the webhook: a key for caches, which no query takes.',
  })
  id!: string;

  /** The webhook's id in the database; not a field. */
  webhookUuid!: string;

  /** The delivery's id in the database; not a field. */
  deliveryUuid!: string | null;

  @Field(() => ID, { description: 'Also of a webhook that was deleted since.' })
  webhookId!: string;

  @Field(() => String, { description: 'The present name, or the last one of a deleted webhook.' })
  webhookName!: string;

  @Field(() => NoDeliveryReason, {
    nullable: true,
    description: 'Null if there is a `delivery`.',
  })
  reason!: NoDeliveryReason | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For FILTERED_OUT, the first part of the filter that the event did not match, such as `data.rent.status eq "ACTIVE"`. Null if the event was erased, the filter changed in the same seconds, or the operation asks for more than 1,000 of these or for filters of more than 256 KiB in all: ask for fewer events or webhooks then. At most 300 characters.',
  })
  clause!: string | null;
}

/** A page of the webhooks of an event. */
export const EventWebhookConnectionType = createConnectionType('EventWebhook', EventWebhookType);

/** Converts for the API what an event (UUID) meant for a webhook. */
export function toEventWebhookType(
  eventUuid: string,
  { id, name, deliveryId, reason, clause }: EventWebhook,
): EventWebhookType {
  const webhookId = encodeId(IdPrefix.webhook, id);
  return Object.assign(new EventWebhookType(), {
    id: `${encodeId(IdPrefix.event, eventUuid)}:${webhookId}`,
    webhookUuid: id,
    deliveryUuid: deliveryId,
    webhookId,
    webhookName: name,
    reason,
    clause,
  });
}
