import { Group, SegmentedControl, Switch } from '@mantine/core';
import { periods } from './period.ts';
import type { ChartView } from './use-chart-view.ts';

const choices = Object.entries(periods).map(([value, { label }]) => ({ value, label }));

/** Chooses the period, and between charts and tables. */
export function ChartControls({ view }: { view: ChartView }) {
  return (
    <Group gap="md">
      <Switch
        label="As a table"
        checked={view.isTable}
        onChange={({ currentTarget }) =>
          view.set({ view: currentTarget.checked ? 'table' : 'chart' })
        }
      />
      <SegmentedControl
        size="xs"
        aria-label="Period"
        data={choices}
        value={view.period}
        onChange={(period) => view.set({ period })}
      />
    </Group>
  );
}
