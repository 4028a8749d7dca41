import { Text } from '@mantine/core';
import { DialogButtons } from './dialog-buttons.tsx';
import type { DialogBodyProps } from './dialog-body.ts';
import { pauseDocument } from './documents.ts';
import { useWebhookAction } from './use-webhook-action.ts';
import { WebhookName } from './webhook-name.tsx';

/** Asks before a webhook is paused. */
export function PauseDialog({ webhook: { id, name, status }, close }: DialogBodyProps) {
  const { confirm, isRunning } = useWebhookAction(pauseDocument, {
    webhookId: id,
    describe: () => (
      <>
        <WebhookName name={name} /> is paused.
      </>
    ),
    onEnd: close,
  });
  const isStopped = status === 'DISABLED' || status === 'SUSPENDED';
  return (
    <>
      <Text size="sm">
        {isStopped ? (
          <>
            <WebhookName name={name} /> gets no deliveries now. When that ends, it will be paused:
            new deliveries wait until it is resumed.
          </>
        ) : (
          <>
            New deliveries for <WebhookName name={name} /> wait until it is resumed. Nothing is
            lost. A request that is being sent finishes.
          </>
        )}
      </Text>
      <DialogButtons
        confirm="Pause"
        isRunning={isRunning}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
    </>
  );
}
