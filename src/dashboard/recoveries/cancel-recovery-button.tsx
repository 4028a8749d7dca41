import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { showActionErrors, useAction } from '../api/use-action.ts';
import { ScopedButton } from '../components/scoped-button.tsx';
import { cancelDocument } from './recovery-documents.ts';

/** Ends a running recovery, after a question. */
export function CancelRecoveryButton({ recoveryId }: { recoveryId: string }) {
  const { run, isRunning } = useAction(cancelDocument);
  async function cancel() {
    const payload = await run({ recoveryId });
    if (payload) showActionErrors(payload.userErrors);
  }
  const ask = () =>
    modals.openConfirmModal({
      title: 'Cancel this recovery?',
      children: (
        <Text size="sm">
          No more deliveries are made again. Those that were made are sent all the same. You can
          start another recovery later: it leaves out what was sent again.
        </Text>
      ),
      labels: { confirm: 'Cancel the recovery', cancel: 'Let it run' },
      confirmProps: { color: 'red' },
      onConfirm: () => void cancel(),
    });
  return (
    <ScopedButton scope="webhooks:write" variant="default" loading={isRunning} onClick={ask}>
      Cancel…
    </ScopedButton>
  );
}
