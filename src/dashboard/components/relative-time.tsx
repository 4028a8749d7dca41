import { Text, Tooltip, type TextProps } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { serverNow } from '../session/server-clock.ts';
import { describeTime } from '../words/times.ts';
import { onTick } from './on-tick.ts';

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Writes a time such as "3 minutes ago", in the largest unit that fits. The parts of a unit are left out. */
function describeAge(time: string): string {
  const differenceMs = Date.parse(time) - serverNow();
  const { unit, ms } = units.find((each) => Math.abs(differenceMs) >= each.ms) ?? units[3];
  return relative.format(Math.trunc(differenceMs / ms) || 0, unit);
}

interface RelativeTimeProps extends TextProps {
  time: string;
  /** Stands for a time that is over; without it, how long ago that is. */
  past?: string;
}

/** Shows how long ago a time is, or how far ahead, and the exact time on hovering. */
export function RelativeTime({ time, past, ...text }: RelativeTimeProps) {
  const age = useSyncExternalStore(onTick, () =>
    past !== undefined && Date.parse(time) <= serverNow() ? past : describeAge(time),
  );
  return (
    <Tooltip label={describeTime(time)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={time} inherit {...text}>
        {age}
      </Text>
    </Tooltip>
  );
}
