/** Milliseconds that the clock of the service is ahead of the clock of this computer. */
let aheadMs = 0;

/** Learns the time of the service from an answer, which may be a second old. */
export function learnTime(response: Response): void {
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const difference = date - Date.now();
  // A header has whole seconds, so small differences mean nothing.
  aheadMs = Math.abs(difference) < 2_000 ? 0 : difference;
}

/** The time of the service, in milliseconds: right even when the clock of this computer is wrong. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}
