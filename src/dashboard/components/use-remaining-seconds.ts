import { useSyncExternalStore } from 'react';
import { serverNow } from '../session/server-clock.ts';
import { onTick } from './on-tick.ts';

/**
 * Returns the seconds until a time of the service's clock, counted down to 0.
 *
 * @param endsAt milliseconds; null for no time, which is 0 seconds
 */
export function useRemainingSeconds(endsAt: number | null): number {
  return useSyncExternalStore(onTick, () =>
    endsAt === null ? 0 : Math.max(0, Math.ceil((endsAt - serverNow()) / 1_000)),
  );
}
