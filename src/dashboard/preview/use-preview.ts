import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useClient, type CombinedError } from 'urql';
import type { PreviewWebhookInput } from '../api/graphql/graphql.ts';
import { toFilter } from '../event-filter/filter-values.ts';
import { isChat } from '../format/formats.ts';
import type { FormErrors } from '../webhook-form/use-form-errors.ts';
import { listEvents, type WebhookValues } from '../webhook-form/webhook-values.ts';
import { previewDocument, type PreviewedEvent } from './preview-document.ts';

/** Events that are tried. */
export const previewedMax = 20;

/** A preview of what stood in the form. */
export interface ShownPreview {
  input: PreviewWebhookInput;
  events: readonly PreviewedEvent[];
}

/** Runs previews of a form. Errors of its values are shown at their fields. */
export function usePreview(form: UseFormReturnType<WebhookValues>, errors: FormErrors) {
  const client = useClient();
  const [shown, setShown] = useState<ShownPreview | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [isRunning, setRunning] = useState(false);

  async function run(): Promise<void> {
    setRunning(true);
    const input = toPreviewInput(form.getValues());
    const variables = { input, first: previewedMax };
    const options = { requestPolicy: 'network-only' } as const;
    const { data, error: fault } = await client.query(previewDocument, variables, options);
    setRunning(false);
    setError(fault && !data ? fault : null);
    if (!data) return;
    const { events, userErrors } = data.previewWebhook;
    errors.show(userErrors);
    setShown(events && { input, events });
  }

  const isOutdated =
    shown !== null && JSON.stringify(toPreviewInput(form.values)) !== JSON.stringify(shown.input);
  return { run, shown, error, isRunning, isOutdated };
}

function toPreviewInput(values: WebhookValues): PreviewWebhookInput {
  const { format, filter, messageText } = values;
  return {
    ...{ format, events: listEvents(values), filter: toFilter(filter) },
    messageText: isChat(format) ? messageText : '',
  };
}
