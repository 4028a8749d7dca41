import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosDatabase } from './chaos-database.ts';

/** All that waits is due within the schedule; the machine may be slow. */
const settleWithinMs = 90_000;

/** Waits until nothing is PENDING; what still is after a long time is found by the check. */
export async function settle(database: ChaosDatabase): Promise<void> {
  const deadline = Date.now() + settleWithinMs;
  while (Date.now() < deadline) {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from deliveries where status = 'PENDING'`,
    );
    if (row?.count === 0) return;
    await delay(300);
  }
}
