import { Text, Tooltip } from '@mantine/core';
import { describeTime } from '../components/relative-time.tsx';
import type { DeliveryDetails } from './delivery-document.ts';
import { isHeld } from './describe-delivery.ts';
import { describeWait, useSecondsUntil } from './use-seconds-until.ts';

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
  const seconds = useSecondsUntil(Date.parse(at));
  return (
    <Tooltip label={describeTime(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit>
        {seconds ? `in ${describeWait(seconds)}` : 'due now'}
      </Text>
    </Tooltip>
  );
}
