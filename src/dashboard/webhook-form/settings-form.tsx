import { ConflictNotice } from './conflict-notice.tsx';
import type { EventTypeChoice } from './documents.ts';
import type { SettingsFormState } from './use-settings-form.ts';
import { WebhookForm } from './webhook-form.tsx';

interface SettingsFormProps {
  settings: SettingsFormState;
  types: readonly EventTypeChoice[];
}

/** The form of an existing webhook. */
export function SettingsForm({ settings, types }: SettingsFormProps) {
  const { form, errors, webhookId, isRunning, isOutdated, isChanged } = settings;
  return (
    <WebhookForm
      {...{ form, errors, types, webhookId, isRunning }}
      notice={isOutdated && <ConflictNotice settings={settings} />}
      submitLabel="Save"
      onSubmit={settings.submit}
      cancelLabel="Discard changes"
      onCancel={settings.discard}
      isCancelDisabled={!isChanged}
    />
  );
}
