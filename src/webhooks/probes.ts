import { sql, type EntityManager } from '../db/index.ts';

/*
 * A cool-down ends with a probe: one request, whose outcome says whether the rest may follow. While
 * `cooling_down_until` is set, nothing else goes to the webhook. When its time is over, whoever claims a
 * delivery moves it on to a mark in the future, which is the probe's right to be sent: nobody else
 * begins one before the mark. The record of the outcome clears the mark or begins another cool-down
 * (`recordHealth`). When the probe's process dies, the mark passes like any cool-down, and the next
 * probe follows.
 */

/** A probe that has begun. */
export interface BegunProbe {
  /** Permits one delivery to be sent while the webhook cools down. */
  mark: Date;
  /** The version of the webhook that the mark belongs to. */
  webhookVersion: number;
}

/**
 * Begins a probe at each of these webhooks (UUIDs) whose cool-down is over and that has none under
 * way, in the transaction that claims their deliveries.
 *
 * @returns by webhook what each began with; a webhook that is missing has no probe to send
 */
export async function beginProbes(
  em: EntityManager,
  webhookIds: readonly string[],
  leaseSeconds: number,
): Promise<ReadonlyMap<string, BegunProbe>> {
  const begun = new Map<string, BegunProbe>();
  for (const webhookId of webhookIds.toSorted()) {
    // The request and its record are over by then, or the claim is lost.
    const { rows } = await sql<{ mark: string; version: number }>`
      update webhooks
      set cooling_down_until = clock_timestamp() + make_interval(secs => timeout_seconds + ${leaseSeconds}::int)
      where id = ${webhookId} and cooling_down_until <= now()
      returning cooling_down_until as mark, version
    `.execute(em.getKysely());
    const [row] = rows;
    if (row) begun.set(webhookId, { mark: new Date(row.mark), webhookVersion: row.version });
  }
  return begun;
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
