import { Progress, Text } from '@mantine/core';
import { measureProgress } from './measure-progress.ts';
import type { RecoveryRow } from './recovery-documents.ts';

const colors = { RUNNING: 'blue', SUCCEEDED: 'green', CANCELLED: 'gray' };

/** The progress of a recovery, as a bar and in words. */
export function ProgressBar({ recovery, size }: { recovery: RecoveryRow; size: 'sm' | 'lg' }) {
  const { percent, text } = measureProgress(recovery);
  return (
    <div>
      <Progress.Root size={size}>
        <Progress.Section value={percent} color={colors[recovery.status]} aria-label="Progress" />
      </Progress.Root>
      <Text size="sm" mt={4}>
        {text}
      </Text>
    </div>
  );
}
