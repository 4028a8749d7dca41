import { useEffect, useState } from 'react';
import { serverNow } from '../session/server-clock.ts';

/**
 * Returns the seconds until a time of the service's clock, counted down to 0.
 *
 * @param endsAt milliseconds; null for no time, which is 0 seconds
 */
export function useRemainingSeconds(endsAt: number | null): number {
  const [now, setNow] = useState(serverNow);
  const seconds = endsAt === null ? 0 : Math.max(0, Math.ceil((endsAt - now) / 1_000));
  const isRunning = endsAt !== null && seconds > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return seconds;
}
