import { isTransientError, type Database } from '../db/index.ts';
import { releaseClaims, type ClaimedDelivery } from '../deliveries/index.ts';
import { createBackoff, pause, type ErrorLog } from '../kernel/index.ts';
import { releaseProbes } from '../webhooks/index.ts';

export interface ReleaseOptions {
  database: Database;
  errorLog: ErrorLog;
  /** Called with deliveries that this node no longer holds. */
  onReleased: (deliveries: readonly ClaimedDelivery[]) => void;
  /** Aborted when the dispatcher has stopped. Leases that are not released by then expire. */
  stopped: AbortSignal;
}

/** Tries of a release that fails for another reason than an outage: more than a lease in all. */
const triesMax = 20;
/** Retries, in milliseconds. */
const retryMs = { minMs: 100, maxMs: 5_000 };

/**
 * Releases deliveries whose requests never started: they are due for any node after `delaySeconds`. Retries
 * as long as the database has an outage, since an expired lease would count as an attempt. Never rejects.
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
  stopped,
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
    const backoff = createBackoff(retryMs);
    for (let tries = 1; !stopped.aborted; tries += 1) {
      try {
        await write(deliveries, delaySeconds);
        break;
      } catch (error) {
        if (tries >= triesMax && !isTransientError(error)) break;
        errorLog.noteRetried(error, 'dispatcher: release failed, will retry');
        await pause(backoff.next(), stopped);
      }
    }
    onReleased(deliveries);
  };
}
