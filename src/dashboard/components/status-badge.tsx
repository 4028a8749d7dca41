import { Badge, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import type { WebhookStatus } from '../api/graphql/graphql.ts';

const marks = {
  ACTIVE: { label: 'Active', color: 'green', Icon: IconCircleCheck },
  PAUSED: { label: 'Paused', color: 'gray', Icon: IconPlayerPause },
  DISABLED: { label: 'Disabled', color: 'red', Icon: IconBan },
  SUSPENDED: { label: 'Suspended', color: 'orange', Icon: IconBan },
  FAILING: { label: 'Failing', color: 'red', Icon: IconAlertTriangle },
};

interface StatusBadgeProps {
  status: WebhookStatus;
  /** Whether an active webhook fails at present. */
  isFailing: boolean;
  /** The reason in words; null for none. */
  message: string | null;
}

/** The status of a webhook: by a word and a sign, not by colour alone. */
export function StatusBadge({ status, isFailing, message }: StatusBadgeProps) {
  const { label, color, Icon } = marks[status === 'ACTIVE' && isFailing ? 'FAILING' : status];
  return (
    <Tooltip label={message} disabled={message === null} multiline maw={360}>
      <Badge variant="light" color={color} leftSection={<Icon size={12} aria-hidden />} tt="none">
        {label}
      </Badge>
    </Tooltip>
  );
}
