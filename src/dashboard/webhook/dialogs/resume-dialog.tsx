import { Skeleton, Text } from '@mantine/core';
import { RelativeTime } from '../../components/relative-time.tsx';
import { countDeliveries } from '../describe-webhook.ts';
import { DialogButtons } from './dialog-buttons.tsx';
import type { DialogBodyProps } from './dialog-body.ts';
import { resumeDocument } from './documents.ts';
import { useWaiting, type Waiting } from './use-waiting.ts';
import { useWebhookAction } from './use-webhook-action.ts';
import { WebhookName } from './webhook-name.tsx';

/** Says what waits and how old it is, before a webhook is resumed. */
export function ResumeDialog({ webhook: { id, name, status }, close }: DialogBodyProps) {
  const waiting = useWaiting(id);
  const { confirm, isRunning } = useWebhookAction(resumeDocument, {
    webhookId: id,
    describe: ({ waitingCount }) => (
      <>
        <WebhookName name={name} /> is resumed.
        {waitingCount ? ` ${countWaiting(waitingCount)} are sent now.` : ''}
      </>
    ),
    onEnd: close,
  });
  return (
    <>
      <Text size="sm" mb="xs">
        <WebhookName name={name} /> is paused.
        {status !== 'PAUSED' && ` It is also ${status.toLowerCase()}, and stays so after this.`}
      </Text>
      <div role="status">
        <WaitingText waiting={waiting} />
      </div>
      <DialogButtons
        confirm={waiting?.count ? `Resume and send ${countWaiting(waiting.count)}` : 'Resume'}
        isRunning={isRunning}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
    </>
  );
}

function countWaiting(count: number): string {
  return countDeliveries({ count, isExact: true });
}

function WaitingText({ waiting }: { waiting: Waiting | null | undefined }) {
  if (waiting === undefined) return <Skeleton height={20} w="70%" aria-label="Counting" />;
  if (waiting === null) return <Text size="sm">What waits could not be counted.</Text>;
  const { count, oldestAt } = waiting;
  if (count === 0) return <Text size="sm">No delivery waits for it.</Text>;
  return (
    <Text size="sm">
      {countWaiting(count)} {count === 1 ? 'waits' : 'wait'}
      {oldestAt && (
        <>
          ; the oldest is from <RelativeTime time={oldestAt} />
        </>
      )}
      . All are sent once it is resumed, as fast as the receiver takes them.
    </Text>
  );
}
