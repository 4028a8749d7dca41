import { Modal, Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { testTargetDocument } from './documents.ts';
import { TestForm } from './test-form.tsx';

interface TestDialogProps {
  webhookId: string;
  isOpen: boolean;
  onClose: () => void;
  onClosed?: () => void;
}

/** Sends test events to a webhook and shows what becomes of them. */
export function TestDialog({ webhookId, isOpen, onClose, onClosed }: TestDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      {...(onClosed && { onExitTransitionEnd: onClosed })}
      title="Send a test"
      size="lg"
    >
      <TestTargetLoader webhookId={webhookId} />
    </Modal>
  );
}

function TestTargetLoader({ webhookId }: { webhookId: string }) {
  const [{ data, error }, reload] = useQuery({
    query: testTargetDocument,
    variables: { id: webhookId },
  });
  if (!data) {
    return error ? (
      <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton height={360} />
    );
  }
  if (!data.webhook) return 'This webhook has been deleted.';
  return <TestForm webhook={data.webhook} types={data.eventTypes} />;
}
