import { useClient } from 'urql';
import { checkChangeDocument, checkNewDocument } from './documents.ts';

/**
 * Prepares the check of a URL by the service, which changes nothing. It returns the error in the words of the service, or
 * null when there is none or the service cannot be reached: then saving says so.
 *
 * @param webhookId null for a new webhook
 */
export function useUrlCheck(webhookId: string | null): (url: string) => Promise<string | null> {
  const client = useClient();
  return async (url) => {
    const errors =
      webhookId === null
        ? (
            await client.mutation(checkNewDocument, {
              input: { name: 'New webhook', events: ['*'], url, dryRun: true },
            })
          ).data?.createWebhook.userErrors
        : (
            await client.mutation(checkChangeDocument, {
              input: { webhookId, url, dryRun: true },
            })
          ).data?.updateWebhook.userErrors;
    return errors?.find(({ field }) => field === 'url')?.message ?? null;
  };
}
