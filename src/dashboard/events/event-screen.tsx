import { Skeleton, Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useLiveEvent } from '../api/use-live-event.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { NotKept } from '../components/not-kept.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { Section } from '../components/section.tsx';
import { useViewer } from '../session/viewer.tsx';
import { EventDeliveries } from './event-deliveries.tsx';
import {
  eventDeliveriesDocument,
  eventDocument,
  eventWebhooksDocument,
  type EventDetails,
} from './event-documents.ts';
import { EventPayload } from './event-payload.tsx';
import { EventWebhooks } from './event-webhooks.tsx';
import { useEventPage } from './use-event-page.ts';

/** An event, and what became of it at each webhook. */
export function EventScreen() {
  const { eventId = '' } = useParams();
  return <EventById key={eventId} id={eventId} />;
}

function EventById({ id }: { id: string }) {
  const [{ data, error, fetching, stale }, reload] = useQuery({
    query: eventDocument,
    variables: { id },
  });
  if (data?.event) return <LoadedEvent event={data.event} />;
  return (
    <>
      <ScreenTitle title="Event" />
      {error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!error && (!data || fetching || stale) && <Skeleton height={400} />}
      {!error && data && !fetching && !stale && <MissingEvent id={id} />}
    </>
  );
}

function LoadedEvent({ event }: { event: EventDetails }) {
  const deliveries = useEventPage(eventDeliveriesDocument, event.id);
  const webhooks = useEventPage(eventWebhooksDocument, event.id);
  const known = deliveries.data?.event?.deliveries?.nodes ?? [];
  useLiveEvent(event.id, ({ isStart, gap, delivery }) => {
    // The cache shows the changes of a known delivery. A new one changes the lists.
    if (!isStart && !gap && known.some(({ id }) => id === delivery?.id)) return;
    if (!isStart && !gap && !delivery) return;
    deliveries.reload();
    webhooks.reload();
  });
  return (
    <>
      <ScreenTitle title={event.type} />
      <Stack gap="lg">
        <EventPayload event={event} />
        <Section title="Why did I get nothing?">
          <EventWebhooks event={event} page={webhooks} />
        </Section>
        <Section title="Deliveries">
          <EventDeliveries page={deliveries} />
        </Section>
      </Stack>
    </>
  );
}

function MissingEvent({ id }: { id: string }) {
  const { eventsKeptDays } = useViewer().workspace;
  return <NotKept title="There is no such event" noun="event" id={id} keptDays={eventsKeptDays} />;
}
