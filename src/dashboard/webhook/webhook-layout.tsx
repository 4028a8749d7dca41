import { Skeleton, Stack } from '@mantine/core';
import { Outlet, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useReload } from '../api/use-reload.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { WebhookDialogs } from './dialogs/webhook-dialogs.tsx';
import { MissingWebhook } from './missing-webhook.tsx';
import { useWebhookUpdates } from './use-webhook-updates.ts';
import { webhookDocument } from './webhook-facts.ts';
import { WebhookHead } from './webhook-head.tsx';
import { WebhookTabs } from './webhook-tabs.tsx';

/** The frame of the screens of one webhook. */
export function WebhookLayout() {
  const { webhookId = '' } = useParams();
  return <WebhookFrame key={webhookId} webhookId={webhookId} />;
}

function WebhookFrame({ webhookId }: { webhookId: string }) {
  const variables = { id: webhookId };
  const [{ data, error }] = useQuery({ query: webhookDocument, variables });
  const reload = useReload(webhookDocument, variables);
  const navigate = useNavigate();
  if (data?.webhook === null) return <MissingWebhook webhookId={webhookId} />;

  async function leave(): Promise<void> {
    await navigate('/webhooks');
    document.getElementById('main')?.focus();
  }

  return (
    <WebhookDialogs onDeleted={() => void leave()}>
      {data?.webhook && <WebhookHead webhook={data.webhook} />}
      {data?.webhook && <FollowWebhook webhookId={webhookId} reload={reload} />}
      {!data && error && (
        <>
          <ScreenTitle title="Webhook" />
          <ErrorCard error={error} onRetry={reload} />
        </>
      )}
      {!data && !error && <HeadSkeleton />}
      <WebhookTabs />
      <Outlet />
    </WebhookDialogs>
  );
}

/** Keeps the webhook up to date. Loads it again when changes may have been missed. */
function FollowWebhook({ webhookId, reload }: { webhookId: string; reload: () => void }) {
  useWebhookUpdates(webhookId, ({ isStart, gap }) => {
    if (isStart || gap) reload();
  });
  return null;
}

function HeadSkeleton() {
  return (
    <Stack gap="md" aria-busy aria-label="The webhook is loading" role="group">
      <Skeleton height={28} width="min(100%, 320px)" />
      <Skeleton height={22} width="min(100%, 480px)" />
      <Skeleton height={110} />
    </Stack>
  );
}
