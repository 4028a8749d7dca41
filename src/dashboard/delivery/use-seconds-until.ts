import { useEffect, useState } from 'react';
import { serverNow } from '../session/server-clock.ts';

/** Returns the whole seconds until a time, counting down to 0. Null without a time. */
export function useSecondsUntil(time: number | null): number | null {
  const [now, setNow] = useState(serverNow);
  const isOver = time === null || time <= now;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isOver]);
  return time === null ? null : Math.max(0, Math.ceil((time - now) / 1_000));
}

/** Writes a time to wait: "12 s", "3 min 5 s", "2 h 10 min". */
export function describeWait(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return join([minutes, 'min'], [seconds % 60, 's']);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return join([hours, 'h'], [minutes % 60, 'min']);
  return join([Math.floor(hours / 24), 'days'], [hours % 24, 'h']);
}

function join(...parts: [count: number, unit: string][]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
