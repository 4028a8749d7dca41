import { Bar, BarChart } from 'recharts';
import type { HourOfActivity } from './list-documents.ts';
import classes from './webhooks.module.css';

const size = { width: 104, height: 24 };

/** The results of 24 hours, a small bar for each hour, failures at the bottom. */
export function ActivityBars({ hours }: { hours: readonly HourOfActivity[] }) {
  return (
    <BarChart
      {...size}
      data={[...hours]}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      barCategoryGap={1}
      accessibilityLayer={false}
      className={classes.bars ?? ''}
    >
      <Bar
        dataKey="failedCount"
        stackId="all"
        isAnimationActive={false}
        fill="var(--activity-failed)"
      />
      <Bar
        dataKey="succeededCount"
        stackId="all"
        isAnimationActive={false}
        fill="var(--activity-succeeded)"
      />
    </BarChart>
  );
}
