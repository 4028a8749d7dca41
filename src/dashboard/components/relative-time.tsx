import { Text, Tooltip, type TextProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { serverNow } from '../session/server-clock.ts';

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** Writes a time such as "3 minutes ago", in the largest unit that fits. The parts of a unit are left out. */
function describeAge(time: string, now: number): string {
  const differenceMs = Date.parse(time) - now;
  const { unit, ms } = units.find((each) => Math.abs(differenceMs) >= each.ms) ?? units[3];
  return relative.format(Math.trunc(differenceMs / ms) || 0, unit);
}

/** Writes a time in full, in the zone of the person who reads it. */
export function describeTime(time: string): string {
  return exact.format(new Date(time));
}

interface RelativeTimeProps extends TextProps {
  time: string;
  /** What stands for a time that is over; without it, how long ago that is. */
  past?: string;
}

/** Shows how long ago a time is, or how far ahead, and the exact time on hovering. */
export function RelativeTime({ time, past, ...text }: RelativeTimeProps) {
  const now = useTicks();
  return (
    <Tooltip label={describeTime(time)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={time} inherit {...text}>
        {past !== undefined && Date.parse(time) <= now ? past : describeAge(time, now)}
      </Text>
    </Tooltip>
  );
}

/** One timer for all times of the page. */
const tickListeners = new Set<(now: number) => void>();
setInterval(() => {
  for (const listener of tickListeners) listener(serverNow());
}, 1_000);

function useTicks(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    tickListeners.add(setNow);
    return () => void tickListeners.delete(setNow);
  }, []);
  return now;
}
