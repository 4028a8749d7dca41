/** A webhook that asks for a part of its workspace's share, or a workspace that asks for a part of a claim. */
export interface Asking<Taker> {
  taker: Taker;
  isQuick: boolean;
  /** The most deliveries it may get. */
  quota: number;
}

/** The part that a taker gets. */
export interface Given<Taker> extends Asking<Taker> {
  /** Deliveries; at least one. */
  count: number;
}

/** Deliveries to divide. */
export interface Share {
  /** For all takers. */
  all: number;
  /** For those that are not quick; the rest is reserved for quick ones. */
  others: number;
}

/**
 * Divides a share evenly among those that ask, up to the quota of each. If the share is too small for all, the
 * first ones get one delivery each.
 *
 * @param takersMax the most takers to serve
 * @returns the parts in the order of the askings
 */
export function divideShare<Taker>(
  askings: Iterable<Asking<Taker>>,
  share: Share,
  takersMax: number,
): Given<Taker>[] {
  const served = chooseServed(askings, share, takersMax);
  const left = { ...share };
  let othersCount = served.filter(({ isQuick }) => !isQuick).length;
  const counts = new Map<Asking<Taker>, number>();
  for (const [place, asking] of served.toSorted((a, b) => a.quota - b.quota).entries()) {
    const { isQuick, quota } = asking;
    const even = Math.floor(left.all / (served.length - place));
    const count = Math.min(quota, even, isQuick ? even : Math.floor(left.others / othersCount));
    counts.set(asking, count);
    left.all -= count;
    if (!isQuick) {
      left.others -= count;
      othersCount -= 1;
    }
  }
  return served.map((asking) => ({ ...asking, count: counts.get(asking) ?? 0 }));
}

/** Chooses takers in their order, as many as can get at least one delivery. */
function chooseServed<Taker>(
  askings: Iterable<Asking<Taker>>,
  { all, others }: Share,
  takersMax: number,
): Asking<Taker>[] {
  const chosen: Asking<Taker>[] = [];
  let othersLeft = others;
  for (const asking of askings) {
    if (chosen.length >= Math.min(all, takersMax)) break;
    if (asking.quota <= 0 || (!asking.isQuick && othersLeft <= 0)) continue;
    chosen.push(asking);
    if (!asking.isQuick) othersLeft -= 1;
  }
  return chosen;
}
