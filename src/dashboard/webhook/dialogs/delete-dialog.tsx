import { Text } from '@mantine/core';
import { countDeliveries } from '../../words/numbers.ts';
import { DialogButtons } from './dialog-buttons.tsx';
import type { DialogBodyProps } from './dialog-body.ts';
import { deleteDocument } from './documents.ts';
import { useWebhookAction } from './use-webhook-action.ts';
import { WebhookName } from './webhook-name.tsx';

/** Names the webhook and says what becomes of what waits, before it is deleted. */
export function DeleteDialog({ webhook, close, onDeleted }: DialogBodyProps) {
  const { id, name, url, deliveryCounts } = webhook;
  const pending = deliveryCounts?.pending;
  const { confirm, isRunning } = useWebhookAction(deleteDocument, {
    webhookId: id,
    describe: () => (
      <>
        <WebhookName name={name} /> is deleted.
      </>
    ),
    onEnd: close,
    onDone: onDeleted,
  });
  return (
    <>
      <Text size="sm" mb="xs">
        <WebhookName name={name} /> no longer sends events. This cannot be undone.
      </Text>
      <Text size="sm" mb="xs" c="dimmed" lineClamp={2} className="foreign-text">
        {url}
      </Text>
      <Text size="sm" mb="xs">
        {pending && pending.count > 0
          ? `Unfinished: ${countDeliveries(pending)}. What waits is not sent, and ends as failed with the reason “Webhook deleted”. A request that is being sent finishes.`
          : 'No delivery waits for it.'}
      </Text>
      <Text size="sm">Its log stays, under Deliveries.</Text>
      <DialogButtons
        confirm="Delete webhook"
        isDangerous
        isRunning={isRunning}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
    </>
  );
}
