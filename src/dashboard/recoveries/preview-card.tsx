import { Alert, Card, Group, Stack, Text, Title } from '@mantine/core';
import { ScopedButton } from '../components/scoped-button.tsx';
import { PreviewFacts } from './preview-facts.tsx';
import type { RecoveryPreview } from './use-recovery-preview.ts';

interface PreviewCardProps {
  preview: RecoveryPreview;
  /** An error of the API that concerns no field of the form; null for none. */
  error: string | null;
}

/** The deliveries that would be sent again, and the button that sends them. */
export function PreviewCard({ preview, error }: PreviewCardProps) {
  const { payload, isOutdated, isCounting, isStarting } = preview;
  return (
    <Stack component="section" aria-labelledby="recovery-preview" gap="md">
      <Title order={2} size="h4" id="recovery-preview">
        What is sent again
      </Title>
      <Card withBorder padding="md">
        <Stack gap="md">
          <div aria-live="polite">
            {error !== null && (
              <Alert color="red" mb="sm">
                {error}
              </Alert>
            )}
            {payload?.count ? (
              <PreviewFacts payload={payload} isOutdated={isOutdated} />
            ) : (
              <Text c="dimmed">Count first: that changes nothing.</Text>
            )}
          </div>
          <Group>
            <ScopedButton
              scope="webhooks:write"
              variant="default"
              loading={isCounting}
              onClick={() => void preview.count()}
            >
              Count
            </ScopedButton>
            <ScopedButton
              scope="webhooks:write"
              loading={isStarting}
              blockedReason={findObstacle(preview)}
              onClick={() => void preview.start()}
            >
              Send them again
            </ScopedButton>
          </Group>
        </Stack>
      </Card>
    </Stack>
  );
}

/** Says why the recovery cannot be started now; null when it can. */
function findObstacle({ payload, isOutdated }: RecoveryPreview): string | null {
  if (!payload?.count) return 'Count first.';
  if (isOutdated) return 'The filter has changed. Count again.';
  return payload.count.count === 0 ? 'There is nothing to send again.' : null;
}
