import { sql, withPartitions, type EntityManager } from '../db/index.ts';
import {
  findDeliveries,
  firstIdAt,
  insertDeliveries,
  type Addressee,
  type Delivery,
  type DeliveryDraft,
  type DueAnnouncer,
  type InsertedDelivery,
} from '../deliveries/index.ts';
import {
  decodeId,
  encodeId,
  IdPrefix,
  notFound,
  timeOfId,
  UserErrorCode,
  userError,
  type UserError,
} from '../kernel/index.ts';
import { findWebhooks, requirePlanWithWebhooks } from '../webhooks/index.ts';
import { readWorkspace } from '../workspaces/index.ts';
import { lockRepeats } from './lock-repeats.ts';
import type { SendLimits } from './send-limits.ts';

export interface ResendDependencies {
  dueAnnouncer: DueAnnouncer;
  resendLimits: SendLimits;
}

/**
 * Makes a new delivery of the same event for the same webhook, with the stored body and all attempts of the
 * schedule. It is sent after the commit, and waits while the webhook is paused. Of several calls at once, one
 * makes a delivery.
 *
 * @param deliveryId as the API shows it
 * @returns the new delivery, before its first attempt
 * @throws UserError PLAN_UPGRADE_REQUIRED, NOT_FOUND, RATE_LIMITED; CONFLICT on `deliveryId` while a delivery of the
 * event to the webhook has not ended, when the event is no longer kept, and when the webhook gets no deliveries
 */
export async function resendDelivery(
  { dueAnnouncer, resendLimits }: ResendDependencies,
  em: EntityManager,
  workspaceId: string,
  deliveryId: string,
): Promise<Delivery> {
  requirePlanWithWebhooks((await readWorkspace(em, workspaceId)).plan);
  const uuid = decodeId(IdPrefix.delivery, deliveryId);
  const first = uuid === null ? undefined : await findDelivery(em, workspaceId, uuid);
  if (!first) throw notFound('delivery', 'deliveryId');
  await resendLimits.consume(workspaceId, first.webhookId);
  return withPartitions(em, () =>
    em.transactional(async (transaction) => {
      await lockRepeats(transaction, workspaceId);
      const id = await insertResend(dueAnnouncer, transaction, first);
      const delivery = await findDelivery(transaction, workspaceId, id);
      if (!delivery) throw new Error('A delivery that was just inserted was not found.');
      return delivery;
    }),
  );
}

async function findDelivery(em: EntityManager, workspaceId: string, uuid: string) {
  return (await findDeliveries(em, [workspaceId], [uuid])).get(uuid);
}

/** @returns the UUID of the new delivery */
async function insertResend(
  dueAnnouncer: DueAnnouncer,
  em: EntityManager,
  { workspaceId, webhookId, eventId }: Delivery,
): Promise<string> {
  const addressee = { webhookId, trigger: 'RESEND' } as const;
  const made = await insertAgain(em, eventId, { workspaceId, addressee });
  const { id, eventType: type, body, ...delivery } = made;
  const event = { id: eventId, type, body, deliveries: [delivery] };
  dueAnnouncer.announce(em, { workspaceId, events: [event], areTests: false });
  return id;
}

/** The new delivery, with the type and body of its event. */
interface Made extends InsertedDelivery {
  eventType: string;
  body: string;
}

/** Why no delivery was made; all null when the state of the webhook is the reason. */
interface Refused {
  id: null;
  erasedAt: string | null;
  waitingId: string | null;
}

/**
 * One statement checks and inserts, so that no change can happen in between. Only the state of the webhook is
 * explained afterwards.
 */
async function insertAgain(
  em: EntityManager,
  eventId: string,
  draft: DeliveryDraft & { addressee: Addressee },
): Promise<Made> {
  const { webhookId } = draft.addressee;
  const { rows } = await sql<Made | Refused>`
    with kept as materialized (
      select id, type, body, octet_length(body) as body_bytes, erased_at from events
      where id = ${eventId}::uuid and workspace_id = ${draft.workspaceId}
    ),
    waiting as materialized (
      select id from deliveries
      where event_id = ${eventId}::uuid and webhook_id = ${webhookId}::uuid and status = 'PENDING'
        -- No delivery is older than its event.
        and id >= ${firstIdAt(timeOfId(eventId))}::uuid
      limit 1
    ),
    new_events as (
      select id, type, body_bytes, 1 as n from kept
      where erased_at is null and not exists (select from waiting)
    ),
    ${insertDeliveries(draft)}
    select d.id, d.webhook_id as "webhookId", d.is_due as "isDue", d.is_paced as "isPaced",
      e.type as "eventType", e.body, e.erased_at as "erasedAt", w.id as "waitingId"
    from kept e left join waiting w on true left join new_deliveries d on d.event_id = e.id
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw conflict('The event of this delivery is no longer kept.');
  if (row.id === null) throw await explainRefusal(em, draft.workspaceId, webhookId, row);
  return row;
}

async function explainRefusal(
  em: EntityManager,
  workspaceId: string,
  webhookId: string,
  { erasedAt, waitingId }: Refused,
): Promise<UserError> {
  if (erasedAt !== null) return conflict('The payload of this event was erased.');
  if (waitingId !== null) {
    const id = encodeId(IdPrefix.delivery, waitingId);
    return conflict(`The delivery ${id} of this event to this webhook has not ended yet.`);
  }
  const webhook = (await findWebhooks(em, [workspaceId], [webhookId])).get(webhookId);
  if (!webhook) return conflict('The webhook of this delivery has been deleted.');
  if (webhook.suspended) {
    return conflict(
      'The webhook is suspended, since the plan of this workspace allows no more webhooks.',
    );
  }
  if (webhook.disabledAt) return conflict('The webhook is disabled. Enable it first.');
  return conflict('The webhook was just changed. Try again.');
}

function conflict(message: string): UserError {
  return userError(UserErrorCode.CONFLICT, message, 'deliveryId');
}
