import { responseTimeBounds } from '../../../src/deliveries/response-times.ts';

/** The place of the bucket that counts this response time, in ms. */
export function bucketOf(ms: number): number {
  const place = responseTimeBounds.findIndex((bound) => ms <= bound);
  return place < 0 ? responseTimeBounds.length : place;
}
