import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { DialogButtons } from './dialog-buttons.tsx';
import type { DialogBodyProps } from './dialog-body.ts';
import { enableDocument } from './documents.ts';
import { useWebhookAction } from './use-webhook-action.ts';
import { WebhookName } from './webhook-name.tsx';

/** Says what to check, before a webhook is enabled. */
export function EnableDialog({ webhook: { id, name, health, pausedAt }, close }: DialogBodyProps) {
  const { confirm, isRunning } = useWebhookAction(enableDocument, {
    webhookId: id,
    describe: () => (
      <>
        <WebhookName name={name} /> is enabled.
      </>
    ),
    onEnd: close,
  });
  return (
    <>
      <Text size="sm" mb="xs">
        <WebhookName name={name} />: {health?.statusMessage ?? 'we stopped it.'}
      </Text>
      <Text size="sm" mb="xs">
        Enable it once the receiver works again.{' '}
        {pausedAt ? 'It is also paused, and stays so.' : 'It gets every event from then on.'}
      </Text>
      <Text size="sm">
        What failed before can be sent again by a{' '}
        <Anchor
          component={Link}
          to={`/recoveries?new=1&webhook=${id}`}
          onClick={close}
          inherit
          underline="always"
        >
          recovery
        </Anchor>
        .
      </Text>
      <DialogButtons
        confirm="Enable"
        isRunning={isRunning}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
    </>
  );
}
