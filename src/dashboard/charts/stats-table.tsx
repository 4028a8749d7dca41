import { Table, VisuallyHidden } from '@mantine/core';
import type { BucketLabels } from './label-bucket.ts';
import type { Bucket, StatsColumn } from './stats-columns.ts';

interface StatsTableProps {
  caption: string;
  buckets: readonly Bucket[];
  labels: BucketLabels;
  columns: readonly StatsColumn[];
}

/** The numbers of a chart, newest first. */
export function StatsTable({ caption, buckets, labels, columns }: StatsTableProps) {
  return (
    <Table verticalSpacing={4} maw={720}>
      <caption>
        <VisuallyHidden>{caption}, newest first</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Time</Table.Th>
          {columns.map(({ title }) => (
            <Table.Th key={title} ta="right">
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {buckets.toReversed().map((bucket) => (
          <Table.Tr key={bucket.startsAt}>
            <Table.Th scope="row" fw={400}>
              {labels.full(bucket)}
            </Table.Th>
            {columns.map(({ title, write }) => (
              <Table.Td key={title} ta="right">
                {write(bucket)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
