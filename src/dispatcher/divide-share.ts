/** A webhook that asks for a part of its workspace's share. */
export interface Asking<Webhook> {
  webhook: Webhook;
  isQuick: boolean;
  /** The most deliveries it may get. */
  quota: number;
}

/** The part that a webhook gets. */
export interface Given<Webhook> extends Pick<Asking<Webhook>, 'webhook' | 'isQuick'> {
  /** Deliveries; at least one. */
  count: number;
}

/** Deliveries that a workspace may take now. */
export interface Share {
  /** For all its webhooks. */
  all: number;
  /** For those that are not quick; the rest is reserved for quick ones. */
  others: number;
}

/**
 * Divides the share of a workspace evenly among its webhooks, up to the quota of each. If the share is too
 * small for all, the first ones get one delivery each.
 *
 * @param webhooksMax the most webhooks to serve
 */
export function divideShare<Webhook>(
  askings: Iterable<Asking<Webhook>>,
  share: Share,
  webhooksMax: number,
): Given<Webhook>[] {
  const served = chooseServed(askings, share, webhooksMax);
  const left = { ...share };
  let othersCount = served.filter(({ isQuick }) => !isQuick).length;
  return served
    .sort((a, b) => a.quota - b.quota)
    .map(({ webhook, isQuick, quota }, place) => {
      const even = Math.floor(left.all / (served.length - place));
      const count = Math.min(quota, even, isQuick ? even : Math.floor(left.others / othersCount));
      left.all -= count;
      if (!isQuick) {
        left.others -= count;
        othersCount -= 1;
      }
      return { webhook, isQuick, count };
    });
}

/** Chooses webhooks in their order, as many as can get at least one delivery. */
function chooseServed<Webhook>(
  askings: Iterable<Asking<Webhook>>,
  { all, others }: Share,
  webhooksMax: number,
): Asking<Webhook>[] {
  const chosen: Asking<Webhook>[] = [];
  let othersLeft = others;
  for (const asking of askings) {
    if (chosen.length >= Math.min(all, webhooksMax)) break;
    if (asking.quota <= 0 || (!asking.isQuick && othersLeft <= 0)) continue;
    chosen.push(asking);
    if (!asking.isQuick) othersLeft -= 1;
  }
  return chosen;
}
