import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useClient } from 'urql';
import { useAction } from '../api/use-action.ts';
import { listDifferences, mergeValues } from './compare-values.ts';
import { settingsDocument, updateDocument, type WebhookSettings } from './documents.ts';
import { useFormErrors } from './use-form-errors.ts';
import { toSettings, toValues, type WebhookValues } from './webhook-values.ts';

/** The notice that must be answered before one can save. */
export const conflictId = 'conflict';

/**
 * Holds the form of an existing webhook.
 *
 * @param webhook as the service has it now; someone else may change it while a person types
 */
export function useSettingsForm(webhook: WebhookSettings) {
  const client = useClient();
  const update = useAction(updateDocument);
  /** The settings that the person has seen. */
  const [base, setBase] = useState(() => toValues(webhook));
  const form = useForm<WebhookValues>({ initialValues: base });
  const errors = useFormErrors(form);
  const present = toValues(webhook);

  /** Saves unless someone else has changed a setting. A change of the status alone is no obstacle. */
  async function save(values: WebhookValues, seen: WebhookSettings) {
    const { id: webhookId, version } = seen;
    const payload = await update.run({ webhookId, version, ...toSettings(values) });
    if (!payload?.userErrors.some(({ code }) => code === 'CONFLICT')) return payload;
    const variables = { id: webhookId };
    const options = { requestPolicy: 'network-only' } as const; // the answer also reaches the screen
    const { data } = await client.query(settingsDocument, variables, options);
    const fresh = data?.webhook;
    if (!fresh || fresh.version === version || hasChanged(fresh)) return null;
    return update.run({ webhookId, version: fresh.version, ...toSettings(values) });
  }

  function hasChanged(fresh: WebhookSettings): boolean {
    return listDifferences(base, toValues(fresh)).length > 0;
  }

  return {
    ...{ form, errors, base, present, webhookId: webhook.id, isRunning: update.isRunning },
    isChanged: listDifferences(base, form.values).length > 0,
    isOutdated: hasChanged(webhook),
    /** Takes the present settings into the form, and keeps what the person has typed. */
    loadPresent() {
      form.setValues(mergeValues(base, form.getValues(), present));
      setBase(present);
      errors.show([]);
    },
    /** Goes back to the settings that the person has seen. */
    discard() {
      form.setValues(base);
      errors.show([]);
    },
    async submit(values: WebhookValues): Promise<void> {
      if (hasChanged(webhook)) {
        document.getElementById(conflictId)?.focus();
        return;
      }
      const payload = await save(values, webhook);
      if (!payload) return;
      errors.show(payload.userErrors);
      if (!payload.webhook) return;
      const saved = toValues(payload.webhook);
      form.setValues(saved);
      setBase(saved);
      notifications.show({ color: 'green', message: 'The settings are saved.' });
    },
  };
}

export type SettingsFormState = ReturnType<typeof useSettingsForm>;
