import type { ClaimedDelivery } from './claimed-delivery.ts';
import { splitByDay } from './split-by-day.ts';

/*
 * Chat services bear about one message a second. So the requests of a webhook of a chat format, which are messages,
 * have a pace over all nodes: one a second, with a burst of three. What is due beyond that goes into one message, a
 * digest. The time of the next message is kept in the database (`message-paces.ts`), by its clock.
 */

/** The figures of the pace. */
export const pace = {
  intervalMs: 1_000,
  /** The most messages at once, after a pause. */
  burst: 3,
  /** The most deliveries that a claim takes for a webhook, and so the most in a digest. */
  deliveriesMax: 100,
  /** The most deliveries in a digest of those that were refused in a larger one. */
  partMax: 10,
} as const;

/** When the next message may go, and the present time, both in Unix milliseconds of the database's clock. */
export interface MessagePace {
  nextMs: number;
  nowMs: number;
}

/** Returns how many messages may go now. */
export function countAllowed({ nextMs, nowMs }: MessagePace): number {
  if (nextMs > nowMs) return 0;
  return Math.min(pace.burst, Math.floor((nowMs - nextMs) / pace.intervalMs) + 1);
}

/** Returns when the next message may go after this many are sent now. */
export function advance({ nextMs, nowMs }: MessagePace, count: number): number {
  const longestCredit = nowMs - (pace.burst - 1) * pace.intervalMs;
  return Math.max(nextMs, longestCredit) + count * pace.intervalMs;
}

/** The deliveries of a webhook, as its pace allows them. */
export interface DividedMessages {
  messages: ClaimedDelivery[];
  /** Deliveries that have to wait for another message. */
  left: ClaimedDelivery[];
}

/**
 * Divides the deliveries of a webhook into at most `allowed` messages (at least one), in the order of their events: one
 * for each of them, and for the last message a digest of those that remain and may share one. Deliveries of a refused
 * digest share every message, as far as they may.
 */
export function divideMessages(
  deliveries: readonly ClaimedDelivery[],
  allowed: number,
): DividedMessages {
  const messages: ClaimedDelivery[] = [];
  let left = deliveries.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
  for (let free = allowed; free > 0 && left.length > 0; free -= 1) {
    const mayGoAlone = left.length <= free || (free > 1 && !left[0]?.refusedSize);
    const chosen = mayGoAlone ? left.slice(0, 1) : chooseTogether(left);
    const [first, ...companions] = chosen;
    if (first) messages.push({ ...first, companions });
    left = left.filter((delivery) => !chosen.includes(delivery));
  }
  return { messages, left };
}

/**
 * Chooses the deliveries of one digest. They are of one day: then one statement records all of them. A digest that was
 * refused is taken apart, so that a fault with one event ends no other delivery: its deliveries go in tens, and those of
 * a ten that is refused too go alone. Others do not join them, so that they are not refused with them.
 */
function chooseTogether(deliveries: readonly ClaimedDelivery[]): readonly ClaimedDelivery[] {
  const max = digestMaxOf(deliveries[0]);
  const alike = deliveries.filter((delivery) => digestMaxOf(delivery) === max);
  const [day] = splitByDay(alike, ({ id }) => id);
  const together = new Set(day?.rows);
  return alike.filter((delivery) => together.has(delivery)).slice(0, max);
}

/** The most deliveries that may share a digest with this one. */
function digestMaxOf(delivery: ClaimedDelivery | undefined): number {
  const refusedSize = delivery?.refusedSize ?? null;
  if (refusedSize === null) return pace.deliveriesMax;
  return refusedSize > pace.partMax ? pace.partMax : 1;
}
