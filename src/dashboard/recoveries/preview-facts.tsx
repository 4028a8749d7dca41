import { Box, Stack, Text } from '@mantine/core';
import { Fact, Facts } from '../components/facts.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { writeSeconds } from '../words/durations.ts';
import { countDeliveries, type BoundedCount } from '../words/numbers.ts';
import { capitalise } from '../words/to-words.ts';
import { SkippedList } from './skipped-list.tsx';
import type { RecoverPayload } from './use-recovery-preview.ts';

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
      <Facts>
        {oldestAt && (
          <Fact label="The oldest was created">
            <RelativeTime time={oldestAt} />
          </Fact>
        )}
        {count.count > 0 && (
          <Fact label="Sending them takes about">{writeSeconds(estimatedSeconds ?? 0)}</Fact>
        )}
      </Facts>
      {(skippedCounts ?? []).length > 0 && (
        <Box>
          <Text size="sm">Skipped:</Text>
          <SkippedList counts={skippedCounts ?? []} />
        </Box>
      )}
      {count.count > 0 && (
        <Text size="sm" c="dimmed">
          The time is an estimate, without retries. Deliveries of paused webhooks wait until these
          are resumed.
        </Text>
      )}
    </Stack>
  );
}

function describeCount(count: BoundedCount): string {
  return count.count === 0 ? 'No failed delivery matches' : capitalise(countDeliveries(count));
}
