import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router';
import type { DeliveryRow } from '../api/delivery-row.ts';
import { Outcome } from '../components/outcome.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { triggerSentences } from './describe-delivery.ts';

interface DeliveryTableProps {
  deliveries: readonly DeliveryRow[];
  label: string;
  /** Whether they are of several webhooks. */
  withWebhook?: boolean;
}

/** For columns that have no room on narrow screens beside the name of the webhook. */
const onlyWide = { visibleFrom: 'sm' } as const;

/** A short list of deliveries. */
export function DeliveryTable({ deliveries, label, withWebhook = false }: DeliveryTableProps) {
  return (
    <Table aria-label={label} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Outcome</Table.Th>
          {withWebhook && <Table.Th>Webhook</Table.Th>}
          <Table.Th {...(withWebhook && onlyWide)}>Why</Table.Th>
          <Table.Th visibleFrom="xs">Attempts</Table.Th>
          <Table.Th>Created</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} withWebhook={withWebhook} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ delivery, withWebhook }: { delivery: DeliveryRow; withWebhook: boolean }) {
  const { id, webhook, trigger, attemptCount, maxAttempts, createdAt } = delivery;
  return (
    <Table.Tr>
      <Table.Td>
        <Outcome delivery={delivery} />
      </Table.Td>
      {withWebhook && (
        <Table.Td className="foreign-text">{webhook ? webhook.name : 'Deleted'}</Table.Td>
      )}
      <Table.Td {...(withWebhook && onlyWide)}>{triggerSentences[trigger]}</Table.Td>
      <Table.Td visibleFrom="xs">
        {attemptCount} of {maxAttempts}
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/deliveries/${id}`} inherit>
          <RelativeTime time={createdAt} />
        </Anchor>
      </Table.Td>
    </Table.Tr>
  );
}
