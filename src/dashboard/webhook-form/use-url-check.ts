import type { UseFormReturnType } from '@mantine/form';
import { useClient } from 'urql';
import type { ActionError } from '../api/use-action.ts';
import { checkChangeDocument, checkNewDocument } from './documents.ts';
import type { WebhookValues } from './webhook-values.ts';

type Checked = Pick<WebhookValues, 'url' | 'isUrlKept' | 'format'>;

const fields = ['url', 'format'] as const;

/**
 * Prepares the check of the URL and the format by the service, which changes nothing. Their errors are shown at the
 * fields, in the words of the service. If the service cannot be reached, saving says so.
 *
 * @param webhookId null for a new webhook
 */
export function useUrlCheck(
  form: UseFormReturnType<WebhookValues>,
  webhookId: string | null,
): () => Promise<void> {
  const client = useClient();

  async function ask({ url, isUrlKept, format }: Checked): Promise<readonly ActionError[]> {
    if (webhookId === null) {
      // Without a choice, the service says which formats the URL may have.
      const chosen = form.isTouched('format') ? { format } : {};
      const input = { name: 'New webhook', events: ['*'], url, ...chosen, dryRun: true };
      const { data } = await client.mutation(checkNewDocument, { input });
      return data?.createWebhook.userErrors ?? [];
    }
    const input = { webhookId, format, ...(isUrlKept ? {} : { url }), dryRun: true };
    const { data } = await client.mutation(checkChangeDocument, { input });
    return data?.updateWebhook.userErrors ?? [];
  }

  return async () => {
    const { url, isUrlKept, format } = form.getValues();
    if (!isUrlKept && url.trim() === '') return; // saving says so
    const errors = await ask({ url, isUrlKept, format });
    const present = form.getValues();
    if (present.url !== url || present.format !== format) return;
    for (const field of fields) {
      const error = errors.find((one) => one.field === field);
      if (error) form.setFieldError(field, error.message);
      else form.clearFieldError(field);
    }
  };
}
