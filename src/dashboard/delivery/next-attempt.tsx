import { Text, Tooltip } from '@mantine/core';
import { useRemainingSeconds } from '../components/use-remaining-seconds.ts';
import { writeSeconds } from '../words/durations.ts';
import { describeTime } from '../words/times.ts';

/** Counts down to the next attempt. */
export function NextAttempt({ at }: { at: string }) {
  const seconds = useRemainingSeconds(Date.parse(at));
  return (
    <Tooltip label={describeTime(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit>
        {seconds > 0 ? `in ${writeSeconds(seconds)}` : 'due now'}
      </Text>
    </Tooltip>
  );
}
