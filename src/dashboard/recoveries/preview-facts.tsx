import { Box, Stack, Text } from '@mantine/core';
import { RelativeTime } from '../components/relative-time.tsx';
import classes from './recoveries.module.css';
import { SkippedList } from './skipped-list.tsx';
import type { RecoverPayload } from './use-recovery-preview.ts';
import { countDeliveries, describeDuration } from './words.ts';

interface PreviewFactsProps {
  payload: RecoverPayload;
  isOutdated: boolean;
}

/** The result of a count. */
export function PreviewFacts({ payload, isOutdated }: PreviewFactsProps) {
  const { count, oldestAt, estimatedSeconds, skippedCounts } = payload;
  if (!count) return null;
  return (
    <Stack gap="sm">
      {isOutdated && <Text size="sm">The filter has changed since. Count again.</Text>}
      <Text size="xl" fw={600} c={isOutdated ? 'dimmed' : 'inherit'}>
        {describeCount(count)}
      </Text>
      <dl className={classes.facts}>
        {oldestAt && (
          <div>
            <dt>The oldest was created</dt>
            <dd>
              <RelativeTime time={oldestAt} />
            </dd>
          </div>
        )}
        {count.count > 0 && (
          <div>
            <dt>Sending them once takes about</dt>
            <dd>{describeDuration(estimatedSeconds ?? 0)}</dd>
          </div>
        )}
      </dl>
      {(skippedCounts ?? []).length > 0 && (
        <Box>
          <Text size="sm">Skipped:</Text>
          <SkippedList counts={skippedCounts ?? []} />
        </Box>
      )}
      {count.count > 0 && (
        <Text size="sm" c="dimmed">
          The time is an estimate for one node, without retries. Paused webhooks get theirs when
          they are resumed.
        </Text>
      )}
    </Stack>
  );
}

function describeCount({ count, isExact }: { count: number; isExact: boolean }): string {
  if (count === 0) return 'No failed delivery matches';
  return isExact ? countDeliveries(count) : `More than ${countDeliveries(count)}`;
}
