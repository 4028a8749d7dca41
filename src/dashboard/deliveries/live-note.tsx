import { Text } from '@mantine/core';
import type { CombinedError } from 'urql';

interface LiveNoteProps {
  /** Why there are no live updates; null when nothing prevents them. */
  error: CombinedError | null;
  isPaused: boolean;
}

/** Says why the rows do not change, when the person or the service has stopped that. */
export function LiveNote({ error, isPaused }: LiveNoteProps) {
  return (
    <Text size="sm" role="status">
      {error && `No live updates: ${error.graphQLErrors[0]?.message ?? 'they are not available.'}`}
      {isPaused && 'Paused. Changes are not shown.'}
    </Text>
  );
}
