import { lazy, memo, Suspense } from 'react';
import { writeNumber } from '../words/numbers.ts';
import type { HourOfActivity } from './list-documents.ts';
import classes from './webhooks.module.css';

/** The library of charts is large, and the list is there before it. */
const ActivityBars = lazy(async () => ({
  default: (await import('./activity-bars.tsx')).ActivityBars,
}));

/** The sparkline of a webhook. Undefined hours are loading, null is not known. */
export const Activity = memo(function Activity({
  hours,
}: {
  hours: readonly HourOfActivity[] | null | undefined;
}) {
  if (!hours) return <div className={classes.activity} />;
  return (
    <div className={classes.activity} role="img" aria-label={describeActivity(hours)}>
      <Suspense>{hasResults(hours) && <ActivityBars hours={hours} />}</Suspense>
    </div>
  );
});

function hasResults(hours: readonly HourOfActivity[]): boolean {
  return hours.some(({ succeededCount, failedCount }) => succeededCount + failedCount > 0);
}

/** Says in words what the bars show. */
function describeActivity(hours: readonly HourOfActivity[]): string {
  const sum = (key: 'succeededCount' | 'failedCount') =>
    writeNumber(hours.reduce((total, hour) => total + hour[key], 0));
  return `Last 24 hours: ${sum('succeededCount')} succeeded, ${sum('failedCount')} failed`;
}
