/** Returns the milliseconds that the parts of a node may take to stop: 10 s for requests in flight; meanwhile the API drains and then has 5 s. */
export function stopWithinMs(drainSeconds: number): number {
  return Math.max(10, drainSeconds + 5) * 1_000 + 1_000;
}
