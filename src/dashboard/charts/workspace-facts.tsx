import { Box, Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import type { ChartsFactsQuery } from '../api/graphql/graphql.ts';
import { useRefresh } from '../api/use-refresh.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { writeNumber, writeShare } from '../words/numbers.ts';
import { workspaceFactsDocument } from './stats-documents.ts';
import { Tiles } from './tiles.tsx';

const refreshMs = 60_000;

/** The webhooks of the workspace by their status, and how much of the plan is in use. */
export function WorkspaceFacts() {
  const [{ data, error }, execute] = useQuery({ query: workspaceFactsDocument });
  const reload = () => execute({ requestPolicy: 'network-only' });
  useRefresh(reload, refreshMs);
  return (
    <Box mb="lg">
      {!data && error && <ErrorCard error={error} onRetry={reload} />}
      {!data && !error && <Skeleton height={76} />}
      {data && <Tiles label="Webhooks now" figures={listFigures(data.workspace)} />}
    </Box>
  );
}

function listFigures(workspace: ChartsFactsQuery['workspace']) {
  const { webhookCount, webhookLimit, webhookCounts: counts, failureRate24h } = workspace;
  const limit = webhookLimit === null ? ', no limit' : ` of ${writeNumber(webhookLimit)}`;
  const count = (value: number | undefined) => (value === undefined ? '–' : writeNumber(value));
  return [
    { name: 'In use', value: `${writeNumber(webhookCount)}${limit}` },
    { name: 'Active', value: count(counts?.active) },
    { name: 'of which failing', value: count(counts?.failing) },
    { name: 'Paused', value: count(counts?.paused) },
    { name: 'Disabled', value: count(counts?.disabled) },
    { name: 'Suspended', value: count(counts?.suspended) },
    { name: 'Failure rate, 24 hours', value: writeShare(failureRate24h) },
  ];
}
