import { List, Text } from '@mantine/core';
import type { RecoverySkipReason } from '../api/graphql/graphql.ts';
import { writeNumber } from '../words/numbers.ts';
import { skipWords } from './words.ts';

interface SkippedListProps {
  counts: readonly { reason: RecoverySkipReason; count: number }[];
}

/** The deliveries that are not made again, with the reasons in words. */
export function SkippedList({ counts }: SkippedListProps) {
  if (counts.length === 0) return <Text size="sm">No matching delivery is skipped.</Text>;
  return (
    <List size="sm" spacing={4}>
      {counts.map(({ reason, count }) => (
        <List.Item key={reason}>
          <b>{writeNumber(count)}</b> {skipWords[reason]}
        </List.Item>
      ))}
    </List>
  );
}
