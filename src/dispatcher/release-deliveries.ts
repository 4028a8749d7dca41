import type { Database } from '../db/index.ts';
import { releaseClaims, type ClaimedDelivery } from '../deliveries/index.ts';
import type { ErrorLog } from '../kernel/index.ts';
import { releaseProbes } from '../webhooks/index.ts';

export interface ReleaseOptions {
  database: Database;
  errorLog: ErrorLog;
  /** Called with deliveries that are no longer held. */
  onReleased: (deliveries: readonly ClaimedDelivery[]) => void;
}

/**
 * Releases deliveries whose requests never started: they are due for any node after `delaySeconds`. Never
 * rejects: a lease that cannot be released expires.
 */
export type ReleaseDeliveries = (
  deliveries: readonly ClaimedDelivery[],
  delaySeconds?: number,
) => Promise<void>;

/** Creates the function that releases held deliveries. */
export function createRelease({
  database,
  errorLog,
  onReleased,
}: ReleaseOptions): ReleaseDeliveries {
  async function write(deliveries: readonly ClaimedDelivery[], delaySeconds: number) {
    const em = database.em.fork();
    await releaseClaims(em, deliveries, delaySeconds);
    const probes = deliveries.flatMap(({ webhookId, probe }) =>
      probe ? [{ webhookId, mark: probe }] : [],
    );
    await releaseProbes(em, probes);
  }

  return async function release(deliveries, delaySeconds = 0) {
    if (deliveries.length === 0) return;
    try {
      await write(deliveries, delaySeconds);
    } catch (error) {
      errorLog.noteRetried(
        error,
        'dispatcher: cannot release deliveries, their leases will run out',
      );
    }
    onReleased(deliveries);
  };
}
