import { sql, type EntityManager } from '../db/index.ts';

/*
 * A cool-down ends with a probe: a single request whose outcome decides whether the other deliveries may
 * follow. Nothing else is sent while `cooling_down_until` is set. Once that time has passed, the node that
 * claims a delivery moves it to a mark in the future. The mark entitles that node to send the probe; no
 * other probe begins before the mark. Recording the outcome clears the mark or starts another cool-down
 * (`recordHealth`). If the process dies, the mark expires like any cool-down, and the next probe follows.
 */

/** A started probe. */
export interface BegunProbe {
  /** Allows one delivery to be sent during the cool-down. */
  mark: Date;
}

/**
 * Begins a probe for each of these webhooks (UUIDs) whose cool-down is over, unless another probe is in
 * progress. Runs in the transaction that claims their deliveries.
 *
 * @returns the started probes by webhook; a webhook that is missing has no probe to send
 */
export async function beginProbes(
  em: EntityManager,
  webhookIds: readonly string[],
  leaseSeconds: number,
): Promise<ReadonlyMap<string, BegunProbe>> {
  const begun = new Map<string, BegunProbe>();
  for (const webhookId of webhookIds.toSorted()) {
    // Long enough for the request and its record.
    const { rows } = await sql<{ mark: string }>`
      update webhooks
      set cooling_down_until = clock_timestamp() + make_interval(secs => timeout_seconds + ${leaseSeconds}::int)
      where id = ${webhookId} and cooling_down_until <= now()
      returning cooling_down_until as mark
    `.execute(em.getKysely());
    const [row] = rows;
    if (row) begun.set(webhookId, { mark: new Date(row.mark) });
  }
  return begun;
}

/**
 * Releases probes that were never sent, so that another probe can begin at once. The column keeps milliseconds
 * and rounds: without the truncation, the time could lie up to half a millisecond ahead.
 */
export async function releaseProbes(
  em: EntityManager,
  probes: readonly { webhookId: string; mark: Date }[],
): Promise<void> {
  for (const { webhookId, mark } of probes) {
    await sql`
      update webhooks set cooling_down_until = date_trunc('milliseconds', clock_timestamp())
      where id = ${webhookId} and cooling_down_until = ${mark.toISOString()}::timestamptz
    `.execute(em.getKysely());
  }
}
