import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { HourOfActivity, WebhookPage } from './list-documents.ts';
import { WebhookRow } from './webhook-row.tsx';
import classes from './webhooks.module.css';

interface WebhooksTableProps {
  page: WebhookPage;
  activity: ReadonlyMap<string, readonly HourOfActivity[] | null>;
  /** Whether another page is on its way. */
  isLeaving: boolean;
}

/** The webhooks of a page. On a narrow screen each row becomes a card, and stays a row for those who cannot see. */
export function WebhooksTable({ page, activity, isLeaving }: WebhooksTableProps) {
  return (
    <Table
      role="table"
      aria-label="Webhooks"
      aria-busy={isLeaving}
      className={classes.table ?? ''}
      highlightOnHover
      verticalSpacing="sm"
    >
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          <Table.Th role="columnheader">Webhook</Table.Th>
          <Table.Th role="columnheader">Status</Table.Th>
          <Table.Th role="columnheader">
            <VisuallyHidden>What helps</VisuallyHidden>
          </Table.Th>
          <Table.Th role="columnheader">Deliveries</Table.Th>
          <Table.Th role="columnheader">Failed in 24 hours</Table.Th>
          <Table.Th role="columnheader">Last delivery</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {page.nodes.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} hours={activity.get(webhook.id)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The place of the table while it is loading. */
export function TableSkeleton() {
  return (
    <div role="status" aria-label="The webhooks are loading">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={64} mb="xs" />
      ))}
    </div>
  );
}
