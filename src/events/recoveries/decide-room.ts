/** The deliveries of a webhook that a new event would have before it. */
export interface Line {
  /** After the last step of the part. */
  countBefore: number;
  /** Now. */
  count: number;
  /** Milliseconds since that step. */
  elapsedMs: number;
}

/** The most that one step makes. Measured: a step of 500 takes about 30 ms, and resends of the workspace wait for it. */
export const stepMax = 500;
/** A step for fewer is not worth its fixed cost of about 10 ms. */
const stepMin = 25;
/** The bounds of a line. The least is enough to keep ten requests at once busy until the next step. */
const bounds = { min: 50, max: 1_000 };
/** Seconds that a new event may wait behind recovered deliveries, if the webhook goes on as fast as before. */
const lineSeconds = 1;
/** The shortest time that a pace is measured over. */
const measuredMsMin = 100;

/**
 * Decides how many deliveries the next step of a webhook may make, 0 for none. The line is kept as long as the webhook
 * takes about a second for, by the pace at which it went since the last step. The line of a webhook that is faster
 * grows from step to step.
 */
export function decideRoom({ countBefore, count, elapsedMs }: Line): number {
  const sent = Math.max(0, countBefore - count);
  const perSecond = (sent * 1_000) / Math.max(elapsedMs, measuredMsMin);
  const lineMax = Math.min(Math.max(perSecond * lineSeconds, bounds.min), bounds.max);
  const room = Math.floor(lineMax - count);
  return room < stepMin ? 0 : Math.min(room, stepMax);
}
