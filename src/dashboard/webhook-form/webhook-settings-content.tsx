import { Grid } from '@mantine/core';
import { useRef, useState } from 'react';
import { SecretDialog } from '../secret/secret-dialog.tsx';
import { secretLoss, type ShownSecret } from '../secret/shown-secret.ts';
import { SecretPanel } from '../secret/secret-panel.tsx';
import { useRegenerate } from '../secret/use-regenerate.ts';
import { TestDialog } from '../send-test/test-dialog.tsx';
import type { EventTypeChoice, WebhookSettings } from './documents.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useSettingsForm } from './use-settings-form.ts';
import { formLoss } from './webhook-values.ts';

interface WebhookSettingsContentProps {
  webhook: WebhookSettings;
  types: readonly EventTypeChoice[];
}

/** The form of a webhook, beside what there is to do with its secret. */
export function WebhookSettingsContent({ webhook, types }: WebhookSettingsContentProps) {
  const settings = useSettingsForm(webhook);
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const [isRegenerating, setRegenerating] = useState(false);
  const regeneration = useRegenerate(webhook.id, (secret) => {
    setRegenerating(false);
    setShown(secret);
  });
  const isSecretAtRisk = shown !== null || regeneration.isRunning;
  const button = useRef<HTMLButtonElement>(null);
  const focusButton = () => button.current?.focus();
  const [isTesting, setTesting] = useState(false);
  return (
    <>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <SettingsForm settings={settings} types={types} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <SecretPanel
            webhook={webhook}
            buttonRef={button}
            regeneration={regeneration}
            isOpen={isRegenerating}
            setOpen={setRegenerating}
          />
        </Grid.Col>
      </Grid>
      <LeaveGuard loss={isSecretAtRisk ? secretLoss : settings.isChanged ? formLoss : null} />
      <SecretDialog
        shown={shown}
        onStored={(_shown, next) => {
          setShown(null);
          if (next === 'test') setTesting(true);
          else focusButton();
        }}
      />
      <TestDialog
        webhookId={webhook.id}
        isOpen={isTesting}
        onClose={() => setTesting(false)}
        onClosed={focusButton}
      />
    </>
  );
}
