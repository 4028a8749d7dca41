import { sql } from '../db/index.ts';
import type { EntityManager } from '../db/index.ts';

/*
 * A cool-down ends with a probe: one request, whose outcome says whether the rest may follow. While
 * `cooling_down_until` is set, nothing else goes to the webhook. When its time is over, whoever claims a
 * delivery moves it on to a mark in the future, which is the probe's right to be sent: nobody else
 * begins one before the mark. The record of the outcome clears the mark or begins another cool-down
 * (`recordHealth`). When the probe's process dies, the mark passes like any cool-down, and the next
 * probe follows.
 */

/**
 * Begins a probe at each of these webhooks (UUIDs) whose cool-down is over and that has none under
 * way, in the transaction that claims their deliveries.
 *
 * @returns the marks by webhook; a webhook that is missing has no probe to be sent
 */
export async function beginProbes(
  em: EntityManager,
  webhookIds: readonly string[],
  leaseSeconds: number,
): Promise<ReadonlyMap<string, Date>> {
  const marks = new Map<string, Date>();
  for (const webhookId of webhookIds.toSorted()) {
    // The request and its record are over by then, or the claim is lost.
    const { rows } = await sql<{ mark: string }>`
      update webhooks
      set cooling_down_until = clock_timestamp() + make_interval(secs => timeout_seconds + ${leaseSeconds}::int)
      where id = ${webhookId} and cooling_down_until <= now()
      returning cooling_down_until as mark
    `.execute(em.getKysely());
    if (rows[0]) marks.set(webhookId, new Date(rows[0].mark));
  }
  return marks;
}

/** Gives up probes that were never sent, so that others may follow at once. */
export async function giveUpProbes(
  em: EntityManager,
  probes: readonly { webhookId: string; mark: Date }[],
): Promise<void> {
  for (const { webhookId, mark } of probes) {
    await sql`
      update webhooks set cooling_down_until = clock_timestamp()
      where id = ${webhookId} and cooling_down_until = ${mark.toISOString()}::timestamptz
    `.execute(em.getKysely());
  }
}
