import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosDatabase } from './chaos-database.ts';

/** Milliseconds: longer than the retry schedule, for a slow machine. */
const settleWithinMs = 90_000;

/** Waits until nothing is PENDING. On a timeout it returns, and the check finds the rest. */
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
