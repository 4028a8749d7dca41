import { Anchor, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useLiveEvent } from '../api/use-live-event.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
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
        <Section id="why" title="Why did I get nothing?">
          <EventWebhooks event={event} page={webhooks} />
        </Section>
        <Section id="deliveries" title="Deliveries">
          <EventDeliveries page={deliveries} />
        </Section>
      </Stack>
    </>
  );
}

function Section({
  id,
  title,
  children,
}: {
  id: string;
  title: string;
  children: React.ReactNode;
}) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Title order={2} size="h5" id={id} mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function MissingEvent({ id }: { id: string }) {
  const { workspace } = useViewer();
  return (
    <Stack gap="xs" maw={640}>
      <Text fw={600}>There is no such event</Text>
      <Text>
        The workspace <b className="foreign-text">{workspace.name}</b> has no event with the id{' '}
        <code className="foreign-text">{id}</code>. Either it is older than{' '}
        {workspace.eventsKeptDays} days, for which events are kept, or it belongs to another
        workspace, or the link is incomplete.
      </Text>
      <Anchor component={Link} to="/events">
        Go to the events
      </Anchor>
    </Stack>
  );
}
