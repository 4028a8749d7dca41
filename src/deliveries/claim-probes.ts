import type { EntityManager } from '../db/index.ts';
import { beginProbes, releaseProbes } from '../webhooks/index.ts';
import { claim, type ClaimRequest } from './claim-deliveries.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import { endUnsendable } from './load-claimed-events.ts';
import { markEarlier } from './earlier-attempts.ts';
import { takePaces } from './message-paces.ts';

/** A webhook whose cool-down is over. */
export interface DueProbe {
  /** UUID. */
  webhookId: string;
  workspaceId: string;
  /** Whether its requests are messages of a chat format: then the probe is one of those that its pace allows. */
  isPaced: boolean;
}

/**
 * Leases one delivery of each of these webhooks as a probe. Their cool-downs must be over. A webhook is skipped if
 * another node has already started a probe of it, or if its pace allows no message now.
 */
export async function claimProbes(
  em: EntityManager,
  webhooks: readonly DueProbe[],
  request: Omit<ClaimRequest, 'quotas'>,
): Promise<ClaimedDelivery[]> {
  const { claimed, unsendable } = await em.transactional(async (transaction) => {
    const webhookIds = await findReady(transaction, webhooks);
    const marks = await beginProbes(transaction, webhookIds, request.leaseSeconds);
    const quotas = [...marks.keys()].map((webhookId) => ({
      webhookId,
      count: 1,
      workspaceBytes: request.bytesMax,
    }));
    const result = await claim(transaction, { ...request, quotas }, marks);
    const sent = new Set(
      result.claimed.flatMap(({ webhookId, probe }) => (probe ? [webhookId] : [])),
    );
    const unsent = [...marks].filter(([webhookId]) => !sent.has(webhookId));
    await releaseProbes(
      transaction,
      unsent.map(([webhookId, { mark }]) => ({ webhookId, mark })),
    );
    const pacedIds = new Set(webhooks.flatMap((it) => (it.isPaced ? [it.webhookId] : [])));
    const isMessage = ({ webhookId }: ClaimedDelivery) => pacedIds.has(webhookId);
    const messages = await markEarlier(transaction, result.claimed.filter(isMessage));
    return { ...result, claimed: [...result.claimed.filter((it) => !isMessage(it)), ...messages] };
  });
  try {
    await endUnsendable(em, unsendable, claimed);
  } catch (error) {
    const probes = claimed.flatMap(({ webhookId, probe }) =>
      probe ? [{ webhookId, mark: probe }] : [],
    );
    await releaseProbes(em, probes).catch(() => undefined); // the first error says more
    throw error;
  }
  return claimed;
}

/** @returns those that may send a message now, and all that have no pace */
async function findReady(em: EntityManager, webhooks: readonly DueProbe[]): Promise<string[]> {
  const paced = webhooks.filter(({ isPaced }) => isPaced);
  const taken = await takePaces(em, paced);
  return webhooks.flatMap(({ webhookId, isPaced }) =>
    !isPaced || taken.has(webhookId) ? [webhookId] : [],
  );
}
