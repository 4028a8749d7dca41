import { useQuery } from 'urql';
import { ScreenTitle } from '../components/screen-title.tsx';
import { ChartControls } from './chart-controls.tsx';
import { workspaceChartsDocument } from './stats-documents.ts';
import { StatsPanel } from './stats-panel.tsx';
import { useChartRefresh, useChartView } from './use-chart-view.ts';
import { WorkspaceFacts } from './workspace-facts.tsx';

/** Results and response times of the workspace. */
export function ChartsScreen() {
  const view = useChartView();
  const [{ data, error }, execute] = useQuery({
    query: workspaceChartsDocument,
    variables: view.variables,
  });
  const reload = () => execute({ requestPolicy: 'network-only' });
  useChartRefresh(view, reload);
  return (
    <>
      <ScreenTitle title="Charts">
        <ChartControls view={view} />
      </ScreenTitle>
      <WorkspaceFacts />
      <StatsPanel
        stats={data?.workspace.deliveryStats ?? null}
        {...{ error, view }}
        onRetry={reload}
      />
    </>
  );
}
