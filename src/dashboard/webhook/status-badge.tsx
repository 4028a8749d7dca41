import { Badge, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import { describeState, isFailing } from './describe-webhook.ts';
import type { WebhookFacts } from './webhook-facts.ts';

const marks = {
  ACTIVE: { color: 'green', Icon: IconCircleCheck },
  PAUSED: { color: 'gray', Icon: IconPlayerPause },
  DISABLED: { color: 'red', Icon: IconBan },
  SUSPENDED: { color: 'orange', Icon: IconBan },
  FAILING: { color: 'red', Icon: IconAlertTriangle },
};

/** The status of a webhook: by a word and a sign, not by colour alone. The reason is shown on hovering. */
export function StatusBadge({ webhook }: { webhook: Pick<WebhookFacts, 'status' | 'health'> }) {
  const { status, health } = webhook;
  const { color, Icon } = marks[isFailing(webhook) ? 'FAILING' : status];
  const message = health?.statusMessage ?? null;
  return (
    <Tooltip label={message} disabled={message === null} multiline maw={360}>
      <Badge variant="light" color={color} leftSection={<Icon size={12} aria-hidden />} tt="none">
        {describeState(webhook)}
      </Badge>
    </Tooltip>
  );
}
