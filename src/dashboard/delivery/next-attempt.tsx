import { Text, Tooltip } from '@mantine/core';
import { useRemainingSeconds } from '../components/use-remaining-seconds.ts';
import { writeSeconds } from '../words/durations.ts';
import { describeTime } from '../words/times.ts';
import type { DeliveryDetails } from './delivery-document.ts';
import { isHeld } from './describe-delivery.ts';

interface NextAttemptProps {
  delivery: Pick<DeliveryDetails, 'trigger' | 'webhook'>;
  at: string;
}

/** Counts down to the next attempt, unless it waits for the webhook. */
export function NextAttempt({ delivery, at }: NextAttemptProps) {
  if (isHeld(delivery, delivery.webhook?.status)) return 'when the webhook is resumed';
  return <Countdown at={at} />;
}

function Countdown({ at }: { at: string }) {
  const seconds = useRemainingSeconds(Date.parse(at));
  return (
    <Tooltip label={describeTime(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit>
        {seconds > 0 ? `in ${writeSeconds(seconds)}` : 'due now'}
      </Text>
    </Tooltip>
  );
}
