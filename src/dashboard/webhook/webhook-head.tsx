import { Group, Text } from '@mantine/core';
import { ScreenTitle } from '../components/screen-title.tsx';
import { SendTestButton } from '../send-test/send-test-button.tsx';
import { focusHome } from './dialogs/return-focus.ts';
import { FixButton } from './fix-button.tsx';
import { StatusBadge } from './status-badge.tsx';
import { StatusReason } from './status-reason.tsx';
import { WebhookFactsList } from './webhook-facts-list.tsx';
import type { WebhookFacts } from './webhook-facts.ts';
import { WebhookMenu } from './webhook-menu.tsx';

/** The name, status and figures of a webhook, with the actions on it. */
export function WebhookHead({ webhook }: { webhook: WebhookFacts }) {
  const { id, name, description } = webhook;
  return (
    <div {...focusHome}>
      <ScreenTitle title={name}>
        <SendTestButton webhookId={id} />
        <WebhookMenu webhook={webhook} />
      </ScreenTitle>
      <Group gap="xs" mb="md">
        <div role="status" style={{ display: 'flex' }}>
          <StatusBadge webhook={webhook} />
        </div>
        <Text size="sm" component="span">
          <StatusReason webhook={webhook} />
        </Text>
        <FixButton webhook={webhook} />
      </Group>
      {description && (
        <Text
          size="sm"
          c="dimmed"
          mb="md"
          className="foreign-text"
          style={{ whiteSpace: 'pre-wrap' }}
        >
          {description}
        </Text>
      )}
      <WebhookFactsList webhook={webhook} />
    </div>
  );
}
