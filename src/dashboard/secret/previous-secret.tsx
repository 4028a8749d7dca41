import { Alert, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { showActionErrors, useAction } from '../api/use-action.ts';
import { describeTime } from '../components/relative-time.tsx';
import { ScopedButton } from '../components/scoped-button.tsx';
import { describeSeconds } from '../components/describe-seconds.ts';
import { useRemainingSeconds } from '../components/use-remaining.ts';
import type { WebhookSettings } from '../webhook-form/documents.ts';
import { endPreviousDocument } from './documents.ts';

/** Says how long the previous secret still signs, and ends it earlier. Shows nothing when only one secret signs. */
export function PreviousSecret({ webhook }: { webhook: WebhookSettings }) {
  const { id: webhookId, previousSecretEndsAt } = webhook;
  const endsAt = previousSecretEndsAt === null ? null : Date.parse(previousSecretEndsAt);
  const seconds = useRemainingSeconds(endsAt);
  const { run, isRunning } = useAction(endPreviousDocument);

  const end = async () => {
    const payload = await run({ webhookId });
    showActionErrors(payload?.userErrors ?? []);
  };
  const ask = () =>
    modals.openConfirmModal({
      title: 'End the previous secret now?',
      children: (
        <Text size="sm">
          Receivers that still verify with it refuse requests from then on. This cannot be undone.
        </Text>
      ),
      labels: { confirm: 'End it now', cancel: 'Keep it' },
      confirmProps: { color: 'red' },
      onConfirm: () => void end(),
    });
  if (previousSecretEndsAt === null || seconds === 0) return null;
  return (
    <Alert color="blue" title="The previous secret signs too" w="100%">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          It ends in <b role="timer">{describeSeconds(seconds)}</b>, on{' '}
          {describeTime(previousSecretEndsAt)}.
        </Text>
        <ScopedButton
          scope="webhooks:write"
          size="compact-sm"
          variant="default"
          loading={isRunning}
          onClick={ask}
        >
          End it now
        </ScopedButton>
      </Stack>
    </Alert>
  );
}
