import { Anchor, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMemo, type ComponentProps } from 'react';
import { stringifyVariables, useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { WebhookDialogs } from '../webhook/dialogs/webhook-dialogs.tsx';
import { listDocument } from './list-documents.ts';
import { ListFilters } from './list-filters.tsx';
import { isFiltered, toVariables, type ListView } from './list-view.ts';
import { NoMatches, NoWebhooks } from './no-webhooks.tsx';
import { PageLinks } from './page-links.tsx';
import { PlanNote } from './plan-note.tsx';
import { PlanUsage } from './plan-usage.tsx';
import { usageDocument } from './usage.ts';
import { useReload } from '../api/use-reload.ts';
import { useActivity } from './use-activity.ts';
import { useListView, type ChangeView } from './use-list-view.ts';
import { useLiveList } from './use-live-list.ts';
import { TableSkeleton, WebhooksTable } from './webhooks-table.tsx';

interface PlaceProps {
  view: ListView;
  change: ChangeView;
}

/** The webhooks of the workspace. */
export function WebhooksScreen() {
  const [view, change] = useListView();
  return (
    <WebhookDialogs>
      <ScreenTitle title="Webhooks">
        <PlanUsage />
      </ScreenTitle>
      <PlanNote />
      <WebhookList view={view} change={change} />
    </WebhookDialogs>
  );
}

function WebhookList({ view, change }: PlaceProps) {
  const variables = useMemo(() => toVariables(view), [view]);
  const [{ data, error, operation }] = useQuery({ query: listDocument, variables });
  const reloadList = useReload(listDocument, variables);
  const reloadUsage = useReload(usageDocument, {});
  const page = data?.webhooks;
  const activity = useActivity(variables, !page);
  const lastChange = useLiveList({
    shownIds: useMemo(() => new Set(page?.nodes.map(({ id }) => id)), [page]),
    reloadList,
    reloadUsage,
  });
  const isLeaving = stringifyVariables(operation?.variables) !== stringifyVariables(variables);
  const hasRows = page !== undefined && page.nodes.length > 0;
  const isEmpty = page !== undefined && !hasRows && !isLeaving;
  return (
    <>
      <VisuallyHidden role="status">{lastChange}</VisuallyHidden>
      {(!isEmpty || isFiltered(view)) && <ListFilters view={view} change={change} />}
      {error && <ListError error={error} view={view} change={change} onRetry={reloadList} />}
      {!hasRows && !isEmpty && !error && <TableSkeleton />}
      {hasRows && (
        <>
          <WebhooksTable page={page} activity={activity} isLeaving={isLeaving} />
          <PageLinks page={page} change={change} />
        </>
      )}
      {isEmpty && <EmptyPage view={view} change={change} />}
    </>
  );
}

function EmptyPage({ view, change }: PlaceProps) {
  if (isFiltered(view)) return <NoMatches onClear={() => change({ search: '', statuses: [] })} />;
  return isFirst(view) ? <NoWebhooks /> : <FirstPageLink change={change} />;
}

function ListError({
  error,
  onRetry,
  view,
  change,
}: PlaceProps & ComponentProps<typeof ErrorCard>) {
  return (
    <Stack gap="xs" align="stretch" mb="md">
      <ErrorCard error={error} onRetry={onRetry} />
      {!isFirst(view) && <FirstPageLink change={change} />}
    </Stack>
  );
}

/** The way out of a page that is not there any more. */
function FirstPageLink({ change }: { change: ChangeView }) {
  return (
    <Text size="sm">
      This page of the list may have gone.{' '}
      <Anchor component="button" inherit underline="always" onClick={() => change({})}>
        Go to the first page
      </Anchor>
      .
    </Text>
  );
}

function isFirst({ after, before }: ListView): boolean {
  return after === null && before === null;
}
