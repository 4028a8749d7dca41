import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { RelativeTime } from '../components/relative-time.tsx';
import { writeNumber } from '../words/numbers.ts';
import { summariseFilter } from './summarise-filter.ts';
import { fromDeliveryFilter } from './filter-of-url.ts';
import type { DeliveryFilter } from '../api/graphql/graphql.ts';
import { ProgressBar } from './progress-bar.tsx';
import classes from './recoveries.module.css';
import type { RecoveryRow } from './recovery-documents.ts';
import { RecoveryBadge } from './recovery-badge.tsx';
import { useLiveRecovery } from './use-live-recovery.ts';
import { useWebhookNames } from './use-webhook-names.ts';

/** Recoveries as rows, which change while they run. */
export function RecoveryTable({ recoveries }: { recoveries: readonly RecoveryRow[] }) {
  const nameOf = useWebhookNames();
  return (
    <Table className={classes.table ?? ''} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={130}>Status</Table.Th>
          <Table.Th>Failed deliveries</Table.Th>
          <Table.Th w={140}>Started</Table.Th>
          <Table.Th w={260}>Progress</Table.Th>
          <Table.Th w={90} className={classes.number ?? ''}>
            Skipped
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {recoveries.map((recovery) => (
          <Row key={recovery.id} recovery={recovery} nameOf={nameOf} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  recovery: RecoveryRow;
  nameOf: (webhookId: string) => string;
}

function Row({ recovery, nameOf }: RowProps) {
  useLiveRecovery(recovery);
  const filter = fromDeliveryFilter(recovery.filter as DeliveryFilter);
  const skipped = recovery.skippedCounts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Table.Tr>
      <Table.Td data-label="Status">
        <RecoveryBadge status={recovery.status} />
      </Table.Td>
      <Table.Td data-label="Failed deliveries">
        <Anchor
          component={Link}
          to={`/recoveries/${recovery.id}`}
          size="sm"
          className="foreign-text"
        >
          {summariseFilter(filter, nameOf)}
        </Anchor>
      </Table.Td>
      <Table.Td data-label="Started">
        <RelativeTime time={recovery.createdAt} size="sm" />
      </Table.Td>
      <Table.Td data-label="Progress">
        <ProgressBar recovery={recovery} size="sm" />
      </Table.Td>
      <Table.Td data-label="Skipped" className={classes.number ?? ''}>
        <Text size="sm">{writeNumber(skipped)}</Text>
      </Table.Td>
    </Table.Tr>
  );
}
