import { sql, withPartitions, type EntityManager } from '../db/index.ts';
import {
  findDeliveries,
  insertDeliveries,
  type Addressee,
  type Delivery,
  type DeliveryDraft,
  type DueAnnouncer,
  type InsertedDelivery,
} from '../deliveries/index.ts';
import {
  decodeId,
  IdPrefix,
  notFound,
  UserErrorCode,
  userError,
  type UserError,
} from '../kernel/index.ts';
import { findWebhooks, requirePlanWithWebhooks } from '../webhooks/index.ts';
import { readWorkspace } from '../workspaces/index.ts';
import type { SendLimits } from './send-limits.ts';

export interface ResendDependencies {
  dueAnnouncer: DueAnnouncer;
  resendLimits: SendLimits;
}

/**
 * Makes a new delivery of the same event for the same webhook, with the stored body and all attempts of the
 * schedule, whatever the status of the first delivery. It is sent after the commit, and waits while the
 * webhook is paused.
 *
 * @param deliveryId as the API shows it
 * @returns the new delivery, before its first attempt
 * @throws UserError PLAN_UPGRADE_REQUIRED, NOT_FOUND, CONFLICT on `deliveryId`, RATE_LIMITED
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

/** One statement checks and inserts, so that no change can happen in between. Only a refusal is explained afterwards. */
async function insertAgain(
  em: EntityManager,
  eventId: string,
  draft: DeliveryDraft & { addressee: Addressee },
): Promise<Made> {
  const { rows } = await sql<Made | { id: null }>`
    with kept as materialized (
      select id, type, body, octet_length(body) as body_bytes from events
      where id = ${eventId}::uuid and workspace_id = ${draft.workspaceId}
    ),
    new_events as (select id, type, body_bytes, 1 as n from kept),
    ${insertDeliveries(draft)}
    select d.id, d.webhook_id as "webhookId", d.is_due as "isDue", e.type as "eventType", e.body
    from kept e left join new_deliveries d on d.event_id = e.id
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw conflict('The event of this delivery has been deleted.');
  if (row.id === null) throw await explainRefusal(em, draft.workspaceId, draft.addressee.webhookId);
  return row;
}

async function explainRefusal(
  em: EntityManager,
  workspaceId: string,
  webhookId: string,
): Promise<UserError> {
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
