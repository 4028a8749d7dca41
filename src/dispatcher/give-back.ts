import type { Database } from '../db/index.ts';
import { releaseClaims, type ClaimedDelivery } from '../deliveries/index.ts';
import type { ErrorLog } from '../kernel/index.ts';
import { giveUpProbes } from '../webhooks/index.ts';

export interface GiveBackOptions {
  database: Database;
  errorLog: ErrorLog;
  /** They are no longer held. */
  letGo: (deliveries: readonly ClaimedDelivery[]) => void;
}

/**
 * Gives claims back whose request never started, due after so many seconds. It never rejects: a claim
 * that cannot be given back ends with its lease.
 */
export type GiveBack = (
  deliveries: readonly ClaimedDelivery[],
  delaySeconds?: number,
) => Promise<void>;

/** Makes the one way by which claims are given back. */
export function createGiveBack({ database, errorLog, letGo }: GiveBackOptions): GiveBack {
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
      if (deliveries.length > 0) await write(deliveries, delaySeconds);
    } catch (error) {
      errorLog.noteRetried(error, 'dispatcher: cannot give claims back, their leases will end');
    }
    letGo(deliveries);
  };
}
