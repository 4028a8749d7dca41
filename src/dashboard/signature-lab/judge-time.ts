import type { CauseCode } from './causes.ts';

/** Seconds that a timestamp may be away from the clock of the receiver. */
const toleranceSeconds = 300;

/** Returns the time of a timestamp in ms; null if it is not a number of seconds. */
export function readTime(timestamp: string | undefined): number | null {
  return timestamp !== undefined && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1_000 : null;
}

/** Says why a receiver refuses the timestamp; null when it accepts it. */
export function judgeTime(timestamp: string | undefined, nowMs: number): CauseCode | null {
  const signedAtMs = readTime(timestamp);
  if (signedAtMs === null) return 'timestamp-malformed';
  const ageSeconds = (nowMs - signedAtMs) / 1_000;
  if (ageSeconds > toleranceSeconds) return 'timestamp-old';
  return ageSeconds < -toleranceSeconds ? 'timestamp-ahead' : null;
}
