import { Badge, Tooltip } from '@mantine/core';
import { IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import type { DeliveryRow } from '../api/delivery-row.ts';
import { toWords } from '../words/to-words.ts';

type Facts = Pick<
  DeliveryRow,
  'status' | 'statusReason' | 'responseStatus' | 'errorCode' | 'errorMessage' | 'attemptCount'
>;

/** Describes the outcome of a delivery: the status code of its last response, or its error in words. */
function describeOutcome({
  status,
  statusReason,
  responseStatus,
  errorCode,
  attemptCount,
}: Facts): string {
  if (responseStatus !== null) return String(responseStatus);
  const reason = errorCode ?? (attemptCount === 0 ? statusReason : null);
  if (reason !== null) return toWords(reason);
  return status === 'PENDING' ? 'Waiting' : toWords(status);
}

function findMark({ status, attemptCount }: Facts) {
  if (status === 'SUCCEEDED') return { label: 'Succeeded', color: 'green', Icon: IconCheck };
  if (status === 'FAILED') return { label: 'Failed', color: 'red', Icon: IconX };
  if (attemptCount > 0) return { label: 'Will be tried again', color: 'yellow', Icon: IconRefresh };
  return { label: 'Waiting for its first attempt', color: 'gray', Icon: IconClock };
}

/** The outcome of a delivery: by a sign and words, not by colour alone. The full error is shown on hovering. */
export function Outcome({ delivery }: { delivery: Facts }) {
  const { label, color, Icon } = findMark(delivery);
  const details = [label, delivery.errorMessage].filter(Boolean).join(': ');
  return (
    <Tooltip
      label={<span className="foreign-text">{details}</span>}
      multiline
      maw={360}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Badge
        variant="light"
        color={color}
        leftSection={<Icon size={12} role="img" aria-label={label} />}
        tt="none"
      >
        {describeOutcome(delivery)}
      </Badge>
    </Tooltip>
  );
}
