import type { DueWebhook } from '../../deliveries/index.ts';

export type SharedSlots = Pick<DueWebhook, 'workspaceId' | 'webhookId' | 'needsProbe'>;

/**
 * How many deliveries of each webhook a claim may take: what its workspace may still hold, divided
 * evenly among its webhooks, and none above its own free slots. What does not suffice for all goes to
 * those that hold the least, the first of them in the order of `due`. Webhooks that get nothing are not
 * named. A webhook that needs a probe gets one before all others.
 *
 * @param slotsOf the free slots of a webhook
 * @param shareOf what a workspace may still take
 */
export function shareSlots(
  due: readonly SharedSlots[],
  slotsOf: (webhookId: string) => number,
  shareOf: (workspaceId: string) => number,
): Map<string, number> {
  const shared = new Map<string, number>();
  for (const [workspaceId, webhooks] of Map.groupBy(due, (webhook) => webhook.workspaceId)) {
    let left = shareOf(workspaceId);
    for (const { webhookId, needsProbe } of webhooks) {
      if (!needsProbe || left <= 0 || slotsOf(webhookId) <= 0) continue;
      shared.set(webhookId, 1);
      left -= 1;
    }
    const wants = webhooks
      .filter(({ needsProbe }) => !needsProbe)
      .map(({ webhookId }) => ({ webhookId, slots: slotsOf(webhookId) }))
      .toReversed() // the last ones get what is left over
      .sort((a, b) => a.slots - b.slots);
    for (const [n, { webhookId, slots }] of wants.entries()) {
      const given = Math.min(slots, Math.floor(left / (wants.length - n)));
      if (given <= 0) continue;
      left -= given;
      shared.set(webhookId, given);
    }
  }
  return shared;
}
