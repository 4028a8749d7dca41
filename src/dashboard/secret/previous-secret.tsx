import { Alert, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { showActionErrors, useAction } from '../api/use-action.ts';
import { describeTime } from '../words/times.ts';
import { ScopedButton } from '../components/scoped-button.tsx';
import { writeSeconds } from '../words/durations.ts';
import { useRemainingSeconds } from '../components/use-remaining-seconds.ts';
import type { WebhookSettings } from '../webhook-form/documents.ts';
import { endPreviousDocument } from './documents.ts';
import { toTime } from './keep-time.ts';

interface PreviousSecretProps {
  webhook: WebhookSettings;
  /** Called once a person has ended it, before it disappears. */
  onEnded: () => void;
}

/** Says how long the previous secret still signs, and ends it earlier. Shows nothing when only one secret signs. */
export function PreviousSecret({ webhook, onEnded }: PreviousSecretProps) {
  const { id: webhookId, previousSecretEndsAt } = webhook;
  const seconds = useRemainingSeconds(toTime(previousSecretEndsAt));
  const { run, isRunning } = useAction(endPreviousDocument);

  const end = async () => {
    const payload = await run({ webhookId });
    if (!payload) return;
    showActionErrors(payload.userErrors);
    if (payload.userErrors.length > 0) return;
    notifications.show({ color: 'green', message: 'The previous secret has ended.' });
    onEnded();
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
          It ends in <b role="timer">{writeSeconds(seconds)}</b>, on{' '}
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
