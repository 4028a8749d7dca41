import { Skeleton, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { Section } from '../components/section.tsx';
import { relatedDocument, type DeliveryDetails } from './delivery-document.ts';
import { DeliveryTable } from './delivery-table.tsx';

/** The other deliveries of the same event to the same webhook: resends and recoveries. */
export function RelatedDeliveries({ delivery }: { delivery: DeliveryDetails }) {
  const { id, event, webhookId } = delivery;
  const [{ data, error }, reload] = useQuery({
    query: relatedDocument,
    variables: { eventId: event?.id ?? '', webhookId },
    pause: event === null,
  });
  const others = data?.deliveries.nodes.filter((other) => other.id !== id);
  if (!event) return null;
  return (
    <Section title="Other deliveries of this event to this webhook">
      {!others && error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!others && !error && <Skeleton height={40} />}
      {others?.length === 0 && <Text size="sm">There are none.</Text>}
      {others && others.length > 0 && (
        <DeliveryTable deliveries={others} label="Other deliveries of this event" />
      )}
    </Section>
  );
}
