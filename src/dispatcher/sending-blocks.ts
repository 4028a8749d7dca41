/** The webhooks to which nothing but tests is sent while an outcome that forbids more requests is being recorded. */
export interface SendingBlocks {
  /** Blocks a webhook until `remove` has been called as often for it. */
  add(webhookId: string): void;
  remove(webhookId: string): void;
  has(webhookId: string): boolean;
}

/** Starts without blocks. */
export function createSendingBlocks(): SendingBlocks {
  /** The number of outcomes that block a webhook. */
  const counts = new Map<string, number>();
  return {
    add: (webhookId) => void counts.set(webhookId, (counts.get(webhookId) ?? 0) + 1),
    remove(webhookId) {
      const others = (counts.get(webhookId) ?? 0) - 1;
      if (others > 0) counts.set(webhookId, others);
      else counts.delete(webhookId);
    },
    has: (webhookId) => counts.has(webhookId),
  };
}
