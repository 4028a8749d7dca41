import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useViewer } from '../session/viewer.tsx';
import { useWebhookDialog } from './dialogs/webhook-dialogs.tsx';
import type { WebhookFacts } from './webhook-facts.ts';

/** The actions on a webhook besides its fix. */
export function WebhookMenu({ webhook }: { webhook: WebhookFacts }) {
  const button = useRef<HTMLButtonElement>(null);
  const isPermitted = useViewer().can('webhooks:write');
  const open = useWebhookDialog();
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon ref={button} variant="default" size={36} aria-label="More actions">
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isPermitted && (
          <Menu.Label maw={240}>
            The token does not permit changes: it lacks the scope webhooks:write.
          </Menu.Label>
        )}
        {webhook.pausedAt === null ? (
          <Menu.Item
            disabled={!isPermitted}
            leftSection={<IconPlayerPause size={14} aria-hidden />}
            onClick={() => open('pause', webhook, button.current)}
          >
            Pause
          </Menu.Item>
        ) : (
          <Menu.Item
            disabled={!isPermitted}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={() => open('resume', webhook, button.current)}
          >
            Resume
          </Menu.Item>
        )}
        <Menu.Item
          disabled={!isPermitted}
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => open('delete', webhook, button.current)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
