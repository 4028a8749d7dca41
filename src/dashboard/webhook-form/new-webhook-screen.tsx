import { Box } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { newWebhookDocument } from './documents.ts';
import { FormSkeleton } from './form-skeleton.tsx';
import { NewWebhookForm } from './new-webhook-form.tsx';

/** The form for a new webhook. */
export function NewWebhookScreen() {
  const [{ data, error }, reload] = useQuery({ query: newWebhookDocument });
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
