import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { isEventTypeName } from '../catalogue/index.ts';
import { sql } from '../db/index.ts';
import { decodeId, IdPrefix, UserErrorCode, userError } from '../kernel/index.ts';
import { DeliveryStatus, DeliveryTrigger, ResponseStatusClass } from './delivery-status.ts';
import { firstIdAt } from './split-by-day.ts';

registerEnumType(ResponseStatusClass, {
  name: 'ResponseStatusClass',
  description: 'The first digit of the HTTP status that the receiver returned.',
});

/** Selects the deliveries of a workspace to list. */
@InputType({
  description: 'Fields that are null or left out are ignored; all others must match.',
})
export class DeliveryFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'The log of a deleted webhook stays available. An unknown id matches nothing.',
  })
  webhookId?: string | null;

  @Field(() => DeliveryStatus, { nullable: true })
  status?: DeliveryStatus | null;

  @Field(() => DeliveryTrigger, { nullable: true })
  trigger?: DeliveryTrigger | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of one of `eventTypes`. Any other name is the error UNKNOWN_EVENT_TYPE.',
  })
  eventType?: string | null;

  @Field(() => ResponseStatusClass, {
    nullable: true,
    description: 'The class of `responseStatus`. Deliveries without a response match no class.',
  })
  responseStatusClass?: ResponseStatusClass | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Created at this time or later.',
  })
  createdAfter?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Created before this time, exclusive.',
  })
  createdBefore?: Date | null;
}

/** Matches no webhook; used for a filter by an invalid webhook id. */
const nilId = '00000000-0000-0000-0000-000000000000';

/**
 * Turns the filter into conditions on rows, of which the first limits them to the workspace.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue
 */
export function toConditions(
  workspaceId: string,
  filter: DeliveryFilter,
): [Condition, ...Condition[]] {
  const { webhookId, status, trigger, eventType, responseStatusClass } = filter;
  const { createdAfter, createdBefore } = filter;
  if (eventType != null && !isEventTypeName(eventType)) throw unknownEventType();
  return [
    sql`workspace_id = ${workspaceId}`,
    ...conditionOn(
      webhookId,
      (id) => sql`webhook_id = ${decodeId(IdPrefix.webhook, id) ?? nilId}::uuid`,
    ),
    ...conditionOn(status, toStatusCondition),
    ...conditionOn(trigger, (value) => sql`trigger = ${value}`),
    ...conditionOn(eventType, (name) => sql`event_type = ${name}`),
    ...conditionOn(responseStatusClass, toRange),
    // Ids contain their creation time, and limits on them select the daily partitions.
    ...conditionOn(createdAfter, (instant) => sql`id >= ${firstIdAt(instant)}::uuid`),
    ...conditionOn(createdBefore, (instant) => sql`id < ${firstIdAt(instant)}::uuid`),
  ];
}

type Condition = ReturnType<typeof sql>;

function conditionOn<Value>(
  value: Value | null | undefined,
  toCondition: (value: Value) => Condition,
): Condition[] {
  return value == null ? [] : [toCondition(value)];
}

/** Limits the filter to one webhook. A filter for another webhook then matches nothing. */
export function narrowToWebhook(webhookId: string, filter: DeliveryFilter): DeliveryFilter {
  const isOther = filter.webhookId != null && filter.webhookId !== webhookId;
  return Object.assign(new DeliveryFilter(), filter, { webhookId: isOther ? '' : webhookId });
}

function unknownEventType() {
  const message = 'There is no event type with this name.';
  return userError(UserErrorCode.UNKNOWN_EVENT_TYPE, message, 'filter.eventType');
}

/** Filters FAILED by the reason, which only FAILED rows have: their index is on that column. */
function toStatusCondition(status: DeliveryStatus): Condition {
  return status === DeliveryStatus.FAILED
    ? sql`status_reason is not null`
    : sql`status = ${status}`;
}

function toRange(statusClass: ResponseStatusClass): Condition {
  const least = firstOfClass[statusClass];
  return sql`response_status between ${least}::int and ${least + 99}::int`;
}

const firstOfClass: Readonly<Record<ResponseStatusClass, number>> = {
  STATUS_2XX: 200,
  STATUS_3XX: 300,
  STATUS_4XX: 400,
  STATUS_5XX: 500,
};
