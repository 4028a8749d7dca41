import type { Database } from '../db/index.ts';
import { releaseClaims } from '../deliveries/index.ts';
import type { ClaimedDelivery } from '../deliveries/index.ts';
import { describeFault } from '../kernel/index.ts';
import type { Logger } from '../kernel/index.ts';
import { giveUpProbes } from '../webhooks/index.ts';

export interface GiveBackOptions {
  database: Database;
  logger: Logger;
  /** They are no longer held. */
  letGo: (deliveries: readonly ClaimedDelivery[]) => void;
}

/**
 * Gives claims back whose request never started, due after so many seconds. It never rejects: a claim
 * that cannot be given back ends with its lease, and an outage is logged once.
 */
export type GiveBack = (
  deliveries: readonly ClaimedDelivery[],
  delaySeconds?: number,
) => Promise<void>;

/** Makes the one way by which claims are given back. */
export function createGiveBack({ database, logger, letGo }: GiveBackOptions): GiveBack {
  let isFailing = false;

  async function write(deliveries: readonly ClaimedDelivery[], delaySeconds: number) {
    const em = database.em.fork();
    await releaseClaims(em, deliveries, delaySeconds);
    const probes = deliveries.flatMap(({ webhookId, probe }) =>
      probe ? [{ webhookId, mark: probe }] : [],
    );
    await giveUpProbes(em, probes);
  }

  return async function giveBack(deliveries, delaySeconds = 0) {
    try {
      if (deliveries.length > 0) {
        await write(deliveries, delaySeconds);
        isFailing = false;
      }
    } catch (error) {
      if (!isFailing) {
        const fault = describeFault(error);
        logger.warn({ fault }, 'dispatcher: claims cannot be given back, their leases will end');
      }
      isFailing = true;
    }
    letGo(deliveries);
  };
}
