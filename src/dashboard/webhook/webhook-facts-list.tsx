import { Anchor, Group, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeliveryStatus } from '../api/graphql/graphql.ts';
import { CopyIcon } from '../components/copy.tsx';
import { Fact, Facts } from '../components/facts.tsx';
import { describeFilter } from '../event-filter/describe-filter.ts';
import type { FilterTree } from '../event-filter/filter-values.ts';
import { FormatBadge } from '../format/format-badge.tsx';
import { isChat } from '../format/formats.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { toWords } from '../words/to-words.ts';
import { countDeliveries, writeNumber, writeShare } from '../words/numbers.ts';
import { describeEvents } from './describe-webhook.ts';
import type { WebhookFacts } from './webhook-facts.ts';

/** The URL, the event types and the figures of a webhook. */
export function WebhookFactsList({ webhook }: { webhook: WebhookFacts }) {
  const { id, events, headers, health, deliveryCounts, failureRate24h, lastDeliveryAt } = webhook;
  return (
    <Facts>
      <Fact label="URL" isWide>
        <Url webhook={webhook} />
      </Fact>
      <Fact label="Listens to">
        <Tooltip label={events.join(', ')} disabled={events.includes('*')} multiline maw={360}>
          <span>{describeEvents(events)}</span>
        </Tooltip>
      </Fact>
      <Choices webhook={webhook} />
      {headers.length > 0 && (
        <Fact label="Custom headers" isWide>
          <HeaderList headers={headers} />
        </Fact>
      )}
      {deliveryCounts && (
        <Fact label="Deliveries">
          {writeNumber(deliveryCounts.total)} in all,{' '}
          <LogLink webhookId={id} status="FAILED" count={deliveryCounts.failed}>
            {writeNumber(deliveryCounts.failed)} failed
          </LogLink>
        </Fact>
      )}
      {deliveryCounts && (
        <Fact label="Waiting">
          <LogLink webhookId={id} status="PENDING" count={deliveryCounts.pending.count}>
            {countDeliveries(deliveryCounts.pending)}
          </LogLink>
        </Fact>
      )}
      <Fact label="Failure rate, 24 hours">
        {failureRate24h === null ? 'None ended' : writeShare(failureRate24h)}
      </Fact>
      <Fact label="Last delivery">
        {lastDeliveryAt ? <RelativeTime time={lastDeliveryAt} /> : 'None yet'}
      </Fact>
      <Fact label="Last success">
        {health?.lastSuccessAt ? <RelativeTime time={health.lastSuccessAt} /> : 'None'}
      </Fact>
      <Fact label="Last failed attempt">
        <LastFailure failure={health?.lastFailure ?? null} />
      </Fact>
    </Facts>
  );
}

/** The URL. That of a chat service is a credential of which only a part is known here, so it cannot be copied. */
function Url({ webhook: { url, format } }: { webhook: WebhookFacts }) {
  return (
    <Group gap={4} wrap="nowrap">
      <FormatBadge format={format} />
      <Text inherit className="foreign-text" ff="monospace" lineClamp={3} title={url}>
        {url}
      </Text>
      {!isChat(format) && <CopyIcon text={url} label="Copy the URL" />}
    </Group>
  );
}

/** The filter and the message text, where there are any. */
function Choices({ webhook: { filter, messageText } }: { webhook: WebhookFacts }) {
  return (
    <>
      {filter !== null && (
        <Fact label="Only events that match" isWide>
          <span className="foreign-text">{describeFilter(filter as FilterTree)}</span>
        </Fact>
      )}
      {messageText !== null && (
        <Fact label="Message text" isWide>
          <span className="foreign-text" style={{ whiteSpace: 'pre-wrap' }}>
            {messageText}
          </span>
        </Fact>
      )}
    </>
  );
}

/** Custom headers, with a mark in place of each secret value. */
function HeaderList({ headers }: Pick<WebhookFacts, 'headers'>) {
  return headers.map(({ name, value }) => (
    <Text key={name} inherit className="foreign-text" ff="monospace" lineClamp={2}>
      {name}: {value ?? '••••'}
    </Text>
  ));
}

interface LogLinkProps {
  webhookId: string;
  status: DeliveryStatus;
  count: number;
  children: ReactNode;
}

/** Leads to the deliveries that were counted, if there are any. */
function LogLink({ webhookId, status, count, children }: LogLinkProps) {
  if (count === 0) return children;
  return (
    <Anchor
      component={Link}
      to={`/webhooks/${webhookId}/deliveries?status=${status}`}
      inherit
      underline="always"
    >
      {children}
    </Anchor>
  );
}

type Failure = NonNullable<WebhookFacts['health']>['lastFailure'];

function LastFailure({ failure }: { failure: Failure }) {
  if (!failure) return 'None';
  const { deliveryId, responseStatus, errorCode, startedAt } = failure;
  return (
    <>
      <Anchor component={Link} to={`/deliveries/${deliveryId}`} inherit underline="always">
        {responseStatus ?? toWords(errorCode)}
      </Anchor>
      , <RelativeTime time={startedAt} />
    </>
  );
}
