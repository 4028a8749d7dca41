import { sql, withPartitions, type EntityManager } from '../db/index.ts';
import {
  findDeliveries,
  insertDeliveries,
  type Addressee,
  type Delivery,
  type DeliveryDraft,
  type HandOff,
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
import type { Workspace } from '../workspaces/index.ts';
import { eventBodyBytesMax } from './event-draft.ts';
import type { SendLimits } from './send-limits.ts';

export interface ResendDependencies {
  handOff: HandOff;
  resendLimits: SendLimits;
}

/**
 * Makes a new delivery of the same event for the same webhook, with the stored body and every attempt
 * of the schedule, whatever became of the first. It goes the way of any fresh delivery: handed off
 * when the transaction commits, and kept waiting while the webhook is paused.
 *
 * @param deliveryId as the API shows it
 * @returns the new delivery as it was made, before its attempt
 * @throws UserError PLAN_UPGRADE_REQUIRED, NOT_FOUND, CONFLICT on `deliveryId`, RATE_LIMITED
 */
export async function resendDelivery(
  { handOff, resendLimits }: ResendDependencies,
  em: EntityManager,
  workspace: Workspace,
  deliveryId: string,
): Promise<Delivery> {
  requirePlanWithWebhooks(workspace.plan);
  const uuid = decodeId(IdPrefix.delivery, deliveryId);
  const first = uuid === null ? undefined : await findDelivery(em, workspace.id, uuid);
  if (!first) throw notFound('delivery', 'deliveryId');
  await resendLimits.consume(workspace.id, first.webhookId);
  return withPartitions(em, () =>
    em.transactional(async (transaction) => {
      const id = await insertResend(handOff, transaction, first);
      const delivery = await findDelivery(transaction, workspace.id, id);
      if (!delivery) throw new Error('A delivery that was just made is not there.');
      return delivery;
    }),
  );
}

async function findDelivery(em: EntityManager, workspaceId: string, uuid: string) {
  return (await findDeliveries(em, workspaceId, [uuid])).get(uuid);
}

/** Answers the UUID of the new delivery. */
async function insertResend(handOff: HandOff, em: EntityManager, first: Delivery): Promise<string> {
  const { workspaceId, webhookId, eventId, eventType } = first;
  const trigger = 'RESEND';
  const reservation = handOff.reserve(workspaceId, 1, eventBodyBytesMax);
  let made: Made;
  try {
    const addressee = { webhookId, trigger } as const;
    made = await insertAgain(em, eventId, { ...reservation, addressee });
  } catch (error) {
    handOff.cancel(reservation);
    throw error;
  }
  const { id, leased, webhookVersion } = made;
  const body = Buffer.from(made.body);
  const addressed = { workspaceId, webhookId, webhookVersion };
  const fresh = { id, ...addressed, eventId, eventType, trigger, body } as const;
  handOff.follow(em, reservation, leased ? [fresh] : [], leased ? 0 : 1);
  return id;
}

interface Made {
  id: string;
  leased: boolean;
  webhookVersion: number;
  body: string;
}

/** The statement alone decides, so that no change meanwhile slips by; what stood in its way is asked after it. */
async function insertAgain(
  em: EntityManager,
  eventId: string,
  draft: DeliveryDraft & { addressee: Addressee },
): Promise<Made> {
  const { rows } = await sql<Made | { id: null; body: string }>`
    with kept as materialized (
      select id, type, body from events
      where id = ${eventId}::uuid and workspace_id = ${draft.workspaceId}
    ),
    new_events as (select id, type, 1 as n from kept),
    ${insertDeliveries(draft)}
    select d.id, d.leased, d.webhook_version as "webhookVersion", e.body
    from kept e left join new_deliveries d on d.event_id = e.id
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw conflict('The event of this delivery is kept no longer.');
  if (row.id === null) throw await explainRefusal(em, draft.workspaceId, draft.addressee.webhookId);
  return row;
}

async function explainRefusal(
  em: EntityManager,
  workspaceId: string,
  webhookId: string,
): Promise<UserError> {
  const webhook = (await findWebhooks(em, workspaceId, [webhookId])).get(webhookId);
  if (!webhook) return conflict('The webhook of this delivery was deleted.');
  if (webhook.suspended) {
    return conflict('The webhook is suspended: the plan of this workspace has no room for it.');
  }
  if (webhook.disabledAt) return conflict('The webhook is disabled; enable it first.');
  return conflict('The webhook was being changed; try again.');
}

function conflict(message: string): UserError {
  return userError(UserErrorCode.CONFLICT, message, 'deliveryId');
}
