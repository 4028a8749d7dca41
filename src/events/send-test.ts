import {
  findEventType,
  isEventTypeName,
  isSelected,
  listEventTypes,
  type EventTypeName,
} from '../catalogue/index.ts';
import type { EntityManager } from '../db/index.ts';
import { findDeliveries, type Delivery } from '../deliveries/index.ts';
import { notFound, UserErrorCode, userError } from '../kernel/index.ts';
import { findWebhook, requirePlanWithWebhooks } from '../webhooks/index.ts';
import { readWorkspace } from '../workspaces/index.ts';
import type { PublishEvents } from './publish-events.ts';
import type { SendLimits } from './send-limits.ts';

export interface TestInput {
  webhookId: string;
  /** Defaults to the first event type that the webhook subscribes to. */
  eventType?: string | null | undefined;
}

export interface SendTestDependencies {
  publishEvents: PublishEvents;
  testLimits: SendLimits;
}

/**
 * Publishes the sample of an event type to one webhook, whatever its state, by the same path as any other
 * event. It gets one attempt, at once, which does not count for the webhook's health.
 *
 * @returns the new delivery, before its attempt
 * @throws UserError NOT_FOUND, UNKNOWN_EVENT_TYPE, PLAN_UPGRADE_REQUIRED, RATE_LIMITED
 */
export async function sendTest(
  { publishEvents, testLimits }: SendTestDependencies,
  em: EntityManager,
  workspaceId: string,
  { webhookId, eventType }: TestInput,
): Promise<Delivery> {
  requirePlanWithWebhooks((await readWorkspace(em, workspaceId)).plan);
  const webhook = await findWebhook(em, workspaceId, webhookId);
  if (!webhook) throw notFound('webhook', 'webhookId');
  const type = chooseEventType(webhook.events, eventType ?? null);
  await testLimits.consume(workspaceId, webhook.id);
  const draft = { type, data: findEventType(type).sample };
  const [event] = await publishEvents(em, workspaceId, [draft], {
    test: { webhookId: webhook.id },
  });
  const [id] = event?.deliveryIds ?? [];
  const delivery =
    id === undefined ? undefined : (await findDeliveries(em, [workspaceId], [id])).get(id);
  // The webhook was deleted between the lookup and the insert.
  if (!delivery) throw notFound('webhook', 'webhookId');
  return delivery;
}

function chooseEventType(wanted: readonly string[], asked: string | null): EventTypeName {
  if (asked === null) {
    const [first] = wanted.map(firstSelectedBy);
    return isEventTypeName(first) ? first : 'rent.created';
  }
  if (isEventTypeName(asked)) return asked;
  const known = listEventTypes()
    .map((type) => type.name)
    .join(', ');
  throw userError(UserErrorCode.UNKNOWN_EVENT_TYPE, `Choose one of ${known}.`, 'eventType');
}

/** Returns the first event type that a name, a family or the wildcard selects. */
function firstSelectedBy(selection: string): string | undefined {
  return listEventTypes().find(({ name }) => isSelected(name, [selection]))?.name;
}
