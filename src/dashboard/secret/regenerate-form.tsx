import { Alert, Button, Code, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useRemainingSeconds } from '../components/use-remaining-seconds.ts';
import type { WebhookSettings } from '../webhook-form/documents.ts';
import { KeepTimeFields } from './keep-time-fields.tsx';
import { toSeconds, toTime, type KeepTime } from './keep-time.ts';
import type { Regeneration } from './use-regenerate.ts';

interface RegenerateFormProps {
  webhook: WebhookSettings;
  regeneration: Regeneration;
  onClose: () => void;
}

/** Chooses whether the present secret ends at once, and creates a new one. */
export function RegenerateForm({ webhook, regeneration, onClose }: RegenerateFormProps) {
  const [choice, setChoice] = useState('keep');
  const [time, setTime] = useState<KeepTime>({ count: 1, unit: '86400' });
  const { run, isRunning, error } = regeneration;
  const previousSeconds = useRemainingSeconds(toTime(webhook.previousSecretEndsAt));
  const seconds = choice === 'keep' ? toSeconds(time) : 0;
  return (
    <Stack gap="md">
      <Text size="sm">
        The webhook <b className="foreign-text">{webhook.name}</b> gets a new secret, which is shown
        once. What becomes of the present one, which ends in <Code>{webhook.secretHint}</Code>?
      </Text>
      <Radio.Group value={choice} onChange={setChoice} aria-label="The present secret">
        <Stack gap="sm">
          <Radio
            value="keep"
            label="Keep it for some time"
            description="Requests are signed with both. Receivers go on working while you give them the new one."
          />
          {choice === 'keep' && <KeepTimeFields time={time} onChange={setTime} />}
          <Radio
            value="end"
            label="End it now"
            description="For a secret that may have leaked. Receivers refuse requests until they have the new one; those are sent again by the schedule."
          />
        </Stack>
      </Radio.Group>
      {previousSeconds > 0 && (
        <Alert color="orange">
          The secret before the present one still signs. It ends now, whatever you choose.
        </Alert>
      )}
      {error !== null && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={isRunning} onClick={() => void run(seconds)}>
          Create new secret
        </Button>
      </Group>
    </Stack>
  );
}
