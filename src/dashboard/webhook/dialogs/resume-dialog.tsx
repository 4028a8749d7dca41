import { Skeleton, Text } from '@mantine/core';
import { RelativeTime } from '../../components/relative-time.tsx';
import { countDeliveries } from '../../words/numbers.ts';
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
        {waitingCount ? ` ${countDeliveries(waitingCount)} are sent now.` : ''}
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
      <WaitingText waiting={waiting} />
      <DialogButtons
        confirm={waiting?.count ? `Resume and send ${countDeliveries(waiting.count)}` : 'Resume'}
        isRunning={isRunning}
        onConfirm={() => void confirm()}
        onCancel={close}
      />
    </>
  );
}

function WaitingText({ waiting }: { waiting: Waiting | null | undefined }) {
  return (
    <>
      <Text size="sm" component="div" role="status">
        {waiting === undefined ? <Skeleton height={20} w="70%" /> : describeWaiting(waiting)}
      </Text>
      {waiting?.oldestAt && (
        <Text size="sm">
          The oldest is from <RelativeTime time={waiting.oldestAt} />. The receiver gets them as
          fast as it takes them.
        </Text>
      )}
    </>
  );
}

function describeWaiting(waiting: Waiting | null): string {
  if (waiting === null) return 'What waits could not be counted.';
  const { count } = waiting;
  if (count === 0) return 'No delivery waits for it.';
  return `${countDeliveries(count)} ${count === 1 ? 'waits' : 'wait'} for it.`;
}
