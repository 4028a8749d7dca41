import { Box } from '@mantine/core';
import { useQuery } from 'urql';
import { useLastData } from '../api/use-last-data.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { newWebhookDocument } from './documents.ts';
import { FormSkeleton } from './form-skeleton.tsx';
import { NewWebhookForm } from './new-webhook-form.tsx';

/** The form for a new webhook. */
export function NewWebhookScreen() {
  const [result, reload] = useQuery({ query: newWebhookDocument });
  const { error } = result;
  // Loaded again once the webhook is made: if that fails, the secret is still on the screen.
  const data = useLastData(result);
  return (
    <Box maw={1100}>
      <ScreenTitle title="New webhook" />
      {data && <NewWebhookForm types={data.eventTypes} usage={data.workspace} />}
      {!data && error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!data && !error && <FormSkeleton />}
    </Box>
  );
}
