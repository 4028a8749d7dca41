import { useQuery } from 'urql';
import { firstWebhooksDocument } from './recovery-documents.ts';

/** Returns a function that names webhooks: those that are not among the first hundred, or are deleted, by their ids. */
export function useWebhookNames(): (webhookId: string) => string {
  const [{ data }] = useQuery({ query: firstWebhooksDocument, requestPolicy: 'cache-first' });
  const names = new Map(data?.webhooks.nodes.map(({ id, name }) => [id, name]));
  return (webhookId) => names.get(webhookId) ?? webhookId;
}
