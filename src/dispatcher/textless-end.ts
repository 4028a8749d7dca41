import type { Database } from '../db/index.ts';
import { endTextless, findLeasedTextless } from '../deliveries/index.ts';
import type { ErrorLog } from '../kernel/index.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';
import type { ReleaseDeliveries } from './release-deliveries.ts';

export interface TextlessEndOptions {
  database: Database;
  held: Pick<HeldDeliveries, 'startReleaseWhere'>;
  release: ReleaseDeliveries;
  errorLog: ErrorLog;
  /** Called after deliveries were ended. */
  onChanged: () => void;
}

/**
 * Makes the function that ends deliveries whose events were erased. Those that wait in this node's memory are given
 * back first, so that their texts are not sent. Requests in flight finish; their deliveries are ended after that. The
 * function never rejects.
 */
export function createTextlessEnd(options: TextlessEndOptions): () => Promise<void> {
  const { database, held, release, errorLog, onChanged } = options;

  async function end(): Promise<void> {
    const leased = await findLeasedTextless(database.em.fork());
    await release(held.startReleaseWhere(({ id }) => leased.has(id)));
    let total = 0;
    let count = 0;
    do {
      count = await endTextless(database.em.fork());
      total += count;
    } while (count > 0);
    if (total > 0) onChanged();
  }

  return () =>
    end().catch((error: unknown) =>
      errorLog.noteRetried(error, 'dispatcher: ending erased deliveries failed, will retry'),
    );
}
