import { Skeleton, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { countDeliveries } from '../words/numbers.ts';
import { capitalise } from '../words/to-words.ts';
import { countDocument } from './log/log-documents.ts';
import { toDeliveryFilter, type LogFilter } from './log/log-view.ts';

interface LogCountProps {
  filter: LogFilter;
  /** Whether not to count, since the filter has an error. */
  isPaused: boolean;
}

/** The number of deliveries on all pages. It is loaded by itself, since counting can take longer than the rows. */
export function LogCount({ filter, isPaused }: LogCountProps) {
  const variables = useMemo(() => ({ filter: toDeliveryFilter(filter) }), [filter]);
  const [{ data, error }] = useQuery({
    query: countDocument,
    variables,
    pause: isPaused,
  });
  if (isPaused || (error && !data)) return <Text size="sm">&nbsp;</Text>;
  if (!data) return <Skeleton height={20} width={120} />;
  return (
    <Text size="sm" c="dimmed">
      {capitalise(countDeliveries(data.deliveries.totalCount))}
    </Text>
  );
}
