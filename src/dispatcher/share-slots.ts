import type { DueWebhook } from '../deliveries/index.ts';

export type SharedSlots = Pick<DueWebhook, 'workspaceId' | 'webhookId' | 'needsProbe'>;

/**
 * How many deliveries of each webhook a claim may take: what its workspace may still hold, divided
 * evenly among its webhooks, and none above its own free slots. What does not suffice for all goes to
 * those that hold the least. Webhooks that get nothing are not named.
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
    const wants = webhooks
      .map(({ webhookId, needsProbe }) => {
        const slots = slotsOf(webhookId);
        return { webhookId, slots: needsProbe ? Math.min(slots, 1) : slots };
      })
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
