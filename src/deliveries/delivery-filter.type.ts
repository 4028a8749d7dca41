import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { isEventTypeName } from '../catalogue/index.ts';
import { decodeId, IdPrefix, UserErrorCode, userError } from '../kernel/index.ts';
import { DeliveryStatus, DeliveryTrigger, ResponseStatusClass } from './delivery-status.ts';
import { leastIdAt } from './id-bounds.ts';

registerEnumType(ResponseStatusClass, {
  name: 'ResponseStatusClass',
  description: 'By the first digit of the status that a receiver answered with.',
});

/** Which deliveries of the workspace to list. */
@InputType({ description: 'What is left out or null does not matter; the rest applies together.' })
export class DeliveryFilter {
  @Field(() => ID, {
    nullable: true,
    description:
      'A deleted webhook keeps its log; an id that the workspace does not have has none.',
  })
  webhookId?: string | null;

  @Field(() => DeliveryStatus, { nullable: true })
  status?: DeliveryStatus | null;

  @Field(() => DeliveryTrigger, { nullable: true })
  trigger?: DeliveryTrigger | null;

  @Field(() => String, {
    nullable: true,
    description: 'A name of `eventTypes`; others are the error UNKNOWN_EVENT_TYPE.',
  })
  eventType?: string | null;

  @Field(() => ResponseStatusClass, {
    nullable: true,
    description:
      'By the `responseStatus` of the last attempt; one that got no response is in no class.',
  })
  responseStatusClass?: ResponseStatusClass | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Made at this instant or later.',
  })
  createdAfter?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Made before this instant; one made at it is left out.',
  })
  createdBefore?: Date | null;
}

/** No webhook has it, so nothing meets a filter by what is no webhook id. */
const nilId = '00000000-0000-0000-0000-000000000000';

/**
 * The filter as a condition on rows, always within the workspace.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that the catalogue does not have
 */
export function toCondition(workspaceId: string, filter: DeliveryFilter) {
  const { webhookId, status, trigger, eventType, responseStatusClass } = filter;
  if (eventType != null && !isEventTypeName(eventType)) throw unknownEventType();
  return {
    workspaceId,
    ...(webhookId != null && { webhookId: decodeId(IdPrefix.webhook, webhookId) ?? nilId }),
    ...(status != null && { status }),
    ...(trigger != null && { trigger }),
    ...(eventType != null && { eventType }),
    ...(responseStatusClass != null && { responseStatus: toRange(responseStatusClass) }),
    ...toIdBounds(filter),
  };
}

/** The filter for the log of one webhook. One that names another webhook leaves nothing. */
export function narrowToWebhook(webhookId: string, filter: DeliveryFilter): DeliveryFilter {
  const isOther = filter.webhookId != null && filter.webhookId !== webhookId;
  return Object.assign(new DeliveryFilter(), filter, { webhookId: isOther ? '' : webhookId });
}

function unknownEventType() {
  const message = 'The catalogue has no event type of this name.';
  return userError(UserErrorCode.UNKNOWN_EVENT_TYPE, message, 'filter.eventType');
}

function toRange(statusClass: ResponseStatusClass) {
  const least = firstOfClass[statusClass];
  return { $gte: least, $lt: least + 100 };
}

const firstOfClass: Readonly<Record<ResponseStatusClass, number>> = {
  STATUS_2XX: 200,
  STATUS_3XX: 300,
  STATUS_4XX: 400,
  STATUS_5XX: 500,
};

/** An id holds when it was made, so bounds of time are bounds of the daily partitions. */
function toIdBounds({ createdAfter, createdBefore }: DeliveryFilter) {
  if (createdAfter == null && createdBefore == null) return {};
  return {
    id: {
      ...(createdAfter != null && { $gte: leastIdAt(createdAfter) }),
      ...(createdBefore != null && { $lt: leastIdAt(createdBefore) }),
    },
  };
}
