import { Card, Group, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useThrottledValue } from '@mantine/hooks';
import type { DeliveryFilter } from '../api/graphql/graphql.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { summariseFilter } from './summarise-filter.ts';
import { fromDeliveryFilter } from './filter-of-url.ts';
import { measureProgress } from './measure-progress.ts';
import { OutcomeCard } from './outcome-card.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { RecoveryBadge } from './recovery-badge.tsx';
import type { RecoveryRow } from './recovery-documents.ts';
import { SkippedList } from './skipped-list.tsx';
import { useLiveRecovery } from './use-live-recovery.ts';
import { useWebhookNames } from './use-webhook-names.ts';
import { statusWords } from './words.ts';

/** Milliseconds between two announcements to screen readers. */
const announceMs = 5_000;

/** A recovery that changes while it runs. */
export function RecoveryReport({ recovery }: { recovery: RecoveryRow }) {
  useLiveRecovery(recovery);
  const nameOf = useWebhookNames();
  const filter = fromDeliveryFilter(recovery.filter as DeliveryFilter);
  const announced = useThrottledValue(
    `${statusWords[recovery.status]}: ${measureProgress(recovery).text}`,
    announceMs,
  );
  return (
    <Stack gap="md">
      <VisuallyHidden role="status">{announced}</VisuallyHidden>
      <Card withBorder padding="md">
        <Stack gap="sm">
          <Group gap="sm">
            <RecoveryBadge status={recovery.status} />
            <Text size="sm">
              Started <RelativeTime time={recovery.createdAt} span />
              {recovery.endedAt && (
                <>
                  , ended <RelativeTime time={recovery.endedAt} span />
                </>
              )}
            </Text>
          </Group>
          <ProgressBar recovery={recovery} size="lg" />
          <Text size="sm" c="dimmed" className="foreign-text">
            {summariseFilter(filter, nameOf)}
          </Text>
        </Stack>
      </Card>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <OutcomeCard recovery={recovery} />
        <Card withBorder padding="md">
          <Title order={2} size="h5" mb="xs">
            Skipped
          </Title>
          <SkippedList counts={recovery.skippedCounts} />
        </Card>
      </SimpleGrid>
    </Stack>
  );
}
