import type { EntityManager } from '../db/index.ts';
import { claim, type ClaimQuota, type ClaimRequest } from './claim-deliveries.ts';
import { messageOf, type ClaimedDelivery } from './claimed-delivery.ts';
import { endUnsendable } from './load-claimed-events.ts';
import {
  countAllowed,
  divideMessages,
  type DividedMessages,
  type MessagePace,
} from './message-pace.ts';
import { countMessages, lockPaces } from './message-paces.ts';
import { markEarlier } from './earlier-attempts.ts';
import { returnClaims } from './renew-leases.ts';

/** The most that a webhook of a chat format may get in a claim. */
export interface PacedQuota extends ClaimQuota {
  workspaceId: string;
}

/** The result of a claim for webhooks of chat formats. */
export interface MessageClaim {
  /** Leased to this process: one for each message, with its companions. Due tests were taken too. */
  claimed: ClaimedDelivery[];
  /** Milliseconds until the next message may go, for each webhook that has to wait. */
  waitMsOf: ReadonlyMap<string, number>;
}

/**
 * Leases due deliveries of webhooks of chat formats, as many messages as the pace of each allows now (`message-pace.ts`).
 * A webhook whose pace another node has locked is skipped.
 */
export async function claimMessages(
  em: EntityManager,
  quotas: readonly PacedQuota[],
  request: Omit<ClaimRequest, 'quotas'>,
): Promise<MessageClaim> {
  const { claimed, unsendable, paces } = await em.transactional(async (transaction) => {
    const locked = await lockPaces(transaction, quotas);
    const allowedFor = (webhookId: string) => countAllowedBy(locked.get(webhookId));
    const open = quotas.filter(({ webhookId }) => allowedFor(webhookId) > 0);
    if (open.length === 0) return { claimed: [], unsendable: [], paces: locked };
    const result = await claim(transaction, { ...request, quotas: open }, new Map());
    const marked = await markEarlier(transaction, result.claimed);
    const { messages, left } = divideAll(marked, allowedFor);
    if (left.length > 0) await returnClaims(transaction, left);
    const advanced = await countMessages(transaction, locked, countByWebhook(messages));
    return { claimed: messages, unsendable: result.unsendable, paces: advanced };
  });
  await endUnsendable(em, unsendable, claimed.flatMap(messageOf));
  return { claimed: claimed.map(markPaced), waitMsOf: findWaits(paces) };
}

/** None for a pace that another node has locked. */
function countAllowedBy(known: MessagePace | undefined): number {
  return known ? countAllowed(known) : 0;
}

/** Tests go alone, whatever the pace. */
function divideAll(
  claimed: readonly ClaimedDelivery[],
  allowedFor: (webhookId: string) => number,
): DividedMessages {
  const tests = claimed.filter(isTest);
  const others = claimed.filter((delivery) => !isTest(delivery));
  const byWebhook = Map.groupBy(others, ({ webhookId }) => webhookId);
  const divided = [...byWebhook].map(([webhookId, deliveries]) =>
    divideMessages(deliveries, allowedFor(webhookId)),
  );
  return {
    messages: [...tests, ...divided.flatMap(({ messages }) => messages)],
    left: divided.flatMap(({ left }) => left),
  };
}

function countByWebhook(messages: readonly ClaimedDelivery[]): Map<string, number> {
  const byWebhook = Map.groupBy(
    messages.filter((message) => !isTest(message)),
    ({ webhookId }) => webhookId,
  );
  return new Map([...byWebhook].map(([webhookId, { length }]) => [webhookId, length]));
}

function findWaits(paces: ReadonlyMap<string, MessagePace>): Map<string, number> {
  return new Map(
    [...paces].flatMap(([webhookId, { nextMs, nowMs }]) =>
      nextMs > nowMs ? [[webhookId, nextMs - nowMs] as const] : [],
    ),
  );
}

function markPaced(message: ClaimedDelivery): ClaimedDelivery {
  return isTest(message) ? message : { ...message, isPaced: true };
}

function isTest({ trigger }: ClaimedDelivery): boolean {
  return trigger === 'TEST';
}
