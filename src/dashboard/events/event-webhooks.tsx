import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { DeliveryLine } from '../components/delivery-line.tsx';
import { ErrorCard } from '../components/error-card.tsx';
import { describeDelivery } from '../delivery/describe-delivery.ts';
import type { EventDetails, EventWebhook, eventWebhooksDocument } from './event-documents.ts';
import classes from './events.module.css';
import { explainAbsence } from './explain-absence.ts';
import { Pager } from '../components/pager.tsx';
import type { EventPage } from './use-event-page.ts';

interface EventWebhooksProps {
  event: EventDetails;
  page: EventPage<typeof eventWebhooksDocument>;
}

/** For each webhook: its delivery of the event, or the reason why there is none. */
export function EventWebhooks({ event, page }: EventWebhooksProps) {
  const { data, error, reload, goTo } = page;
  const list = data?.event?.webhooks;
  if (error && !list) return <ErrorCard error={error} onRetry={reload} />;
  if (!list) return <Skeleton height={120} />;
  if (list.nodes.length === 0) {
    return <Text size="sm">The workspace had no webhook, so the event was sent nowhere.</Text>;
  }
  return (
    <>
      <Stack component="ul" gap={0} className={classes.list ?? ''}>
        {list.nodes.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <EntryName entry={entry} />
            <Fate event={event} entry={entry} />
          </li>
        ))}
      </Stack>
      <Pager
        pageInfo={list.pageInfo}
        labels={{ previous: 'Newer webhooks', next: 'Older webhooks' }}
        onTurn={goTo}
      />
    </>
  );
}

function EntryName({ entry: { webhook, webhookId, webhookName } }: { entry: EventWebhook }) {
  if (!webhook) {
    return (
      <Text size="sm" className="foreign-text">
        {webhookName} <span className={classes.note}>(deleted)</span>
      </Text>
    );
  }
  return (
    <Anchor component={Link} to={`/webhooks/${webhookId}`} size="sm" className="foreign-text">
      {webhookName}
    </Anchor>
  );
}

function Fate({ event, entry }: { event: EventDetails; entry: EventWebhook }) {
  const { delivery, webhook } = entry;
  if (!delivery) {
    return (
      <Text size="sm" className="foreign-text">
        {explainAbsence(event, entry)}{' '}
        {(entry.reason === 'NOT_SUBSCRIBED' || entry.reason === 'FILTERED_OUT') && webhook && (
          <Anchor component={Link} to={`/webhooks/${webhook.id}/settings`} inherit>
            Change its settings
          </Anchor>
        )}
      </Text>
    );
  }
  return (
    <DeliveryLine
      id={delivery.id}
      delivery={delivery}
      text={describeDelivery(delivery, webhook?.status ?? null)}
    />
  );
}
