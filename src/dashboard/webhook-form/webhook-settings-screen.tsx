import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { settingsDocument } from './documents.ts';
import { FormSkeleton } from './form-skeleton.tsx';
import { WebhookSettingsContent } from './webhook-settings-content.tsx';

/** The settings of a webhook. */
export function WebhookSettingsScreen() {
  const { webhookId = '' } = useParams();
  const [{ data, error }, reload] = useQuery({
    query: settingsDocument,
    variables: { id: webhookId },
  });
  if (!data) {
    return error ? (
      <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
    ) : (
      <FormSkeleton />
    );
  }
  if (!data.webhook) return null; // the frame around this screen says so
  return <WebhookSettingsContent key={webhookId} webhook={data.webhook} types={data.eventTypes} />;
}
