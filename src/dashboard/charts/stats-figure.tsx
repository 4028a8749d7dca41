import { Box, Card, Text, Title, VisuallyHidden } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { BucketLabels } from './label-bucket.ts';
import type { Bucket, StatsColumn } from './stats-columns.ts';
import { StatsTable } from './stats-table.tsx';

interface StatsFigureProps {
  title: string;
  /** The content of the chart, in a sentence. */
  summary: string;
  buckets: readonly Bucket[];
  labels: BucketLabels;
  columns: readonly StatsColumn[];
  isTable: boolean;
  /** The chart. */
  children: ReactNode;
}

/** A chart, or its numbers as a table. Screen readers always get the table. */
export function StatsFigure({ title, summary, isTable, children, ...table }: StatsFigureProps) {
  const titleId = useId();
  return (
    <Card withBorder padding="md" component="section" aria-labelledby={titleId}>
      <Title order={2} size="h5" id={titleId}>
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {summary}
      </Text>
      {isTable ? (
        <StatsTable caption={title} {...table} />
      ) : (
        <>
          <Box role="img" aria-label={`${summary} A table with the numbers follows.`}>
            {children}
          </Box>
          <VisuallyHidden>
            <StatsTable caption={title} {...table} />
          </VisuallyHidden>
        </>
      )}
    </Card>
  );
}
