import { Text, Tooltip } from '@mantine/core';
import { describeTime } from '../components/relative-time.tsx';
import { describeWait, useSecondsUntil } from './use-seconds-until.ts';

/** Counts down to the next attempt. */
export function NextAttempt({ at }: { at: string }) {
  const seconds = useSecondsUntil(Date.parse(at));
  return (
    <Tooltip label={describeTime(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit>
        {seconds ? `in ${describeWait(seconds)}` : 'due now'}
      </Text>
    </Tooltip>
  );
}
