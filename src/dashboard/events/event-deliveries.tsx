import { Skeleton, Text } from '@mantine/core';
import { ErrorCard } from '../components/error-card.tsx';
import { DeliveryTable } from '../delivery/delivery-table.tsx';
import type { eventDeliveriesDocument } from './event-documents.ts';
import { Pager } from '../components/pager.tsx';
import type { EventPage } from './use-event-page.ts';

/** All deliveries of an event, newest first. */
export function EventDeliveries({ page }: { page: EventPage<typeof eventDeliveriesDocument> }) {
  const { data, error, reload, goTo } = page;
  const list = data?.event?.deliveries;
  if (error && !list) return <ErrorCard error={error} onRetry={reload} />;
  if (!list) return <Skeleton height={80} />;
  if (list.nodes.length === 0) {
    return <Text size="sm">No delivery of this event is in the log.</Text>;
  }
  return (
    <>
      <DeliveryTable deliveries={list.nodes} label="Deliveries" withWebhook />
      <Pager
        pageInfo={list.pageInfo}
        labels={{ previous: 'Newer deliveries', next: 'Older deliveries' }}
        onTurn={goTo}
      />
    </>
  );
}
