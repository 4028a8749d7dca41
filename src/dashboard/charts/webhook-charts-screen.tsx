import { Group, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { ChartControls } from './chart-controls.tsx';
import { webhookChartsDocument } from './stats-documents.ts';
import { StatsPanel } from './stats-panel.tsx';
import { useChartRefresh, useChartView } from './use-chart-view.ts';

/** Results and response times of a webhook. */
export function WebhookChartsScreen() {
  const { webhookId = '' } = useParams();
  const view = useChartView();
  const [{ data, error }, execute] = useQuery({
    query: webhookChartsDocument,
    variables: { id: webhookId, ...view.variables },
  });
  const reload = () => execute({ requestPolicy: 'network-only' });
  useChartRefresh(view, reload);
  if (data?.webhook === null) return <Text>There is no such webhook in this workspace.</Text>;
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">
          Charts
        </Title>
        <ChartControls view={view} />
      </Group>
      <StatsPanel
        stats={data?.webhook?.deliveryStats ?? null}
        {...{ error, view }}
        onRetry={reload}
      />
    </>
  );
}
