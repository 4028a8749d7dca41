import { ActionIcon, Anchor, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeliveryStatus } from '../api/graphql/graphql.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { toWords } from '../components/outcome.tsx';
import { describeEvents, countDeliveries, writeNumber, writeShare } from './describe-webhook.ts';
import { Fact } from './fact.tsx';
import type { WebhookFacts } from './webhook-facts.ts';
import classes from './webhook.module.css';

/** Where a webhook sends, what it listens to, and how it does. */
export function WebhookFactsList({ webhook }: { webhook: WebhookFacts }) {
  const { id, url, events, health, deliveryCounts, failureRate24h, lastDeliveryAt } = webhook;
  return (
    <dl className={classes.facts}>
      <Fact label="URL" isWide>
        <CopiedUrl url={url} />
      </Fact>
      <Fact label="Listens to">
        <Tooltip label={events.join(', ')} disabled={events.includes('*')} multiline maw={360}>
          <span>{describeEvents(events)}</span>
        </Tooltip>
      </Fact>
      {deliveryCounts && (
        <Fact label="Deliveries">
          {writeNumber(deliveryCounts.total)} in all,{' '}
          <LogLink webhookId={id} status="FAILED">
            {writeNumber(deliveryCounts.failed)} failed
          </LogLink>
        </Fact>
      )}
      {deliveryCounts && (
        <Fact label="Waiting">
          <LogLink webhookId={id} status="PENDING">
            {countDeliveries(deliveryCounts.pending)}
          </LogLink>
        </Fact>
      )}
      <Fact label="Failure rate, 24 hours">
        {failureRate24h === null ? 'Nothing finished' : writeShare(failureRate24h)}
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
    </dl>
  );
}

function CopiedUrl({ url }: { url: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Text inherit className="foreign-text" ff="monospace" lineClamp={3} title={url}>
        {url}
      </Text>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? 'The URL is copied' : 'Copy the URL'}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}

interface LogLinkProps {
  webhookId: string;
  status: DeliveryStatus;
  children: ReactNode;
}

/** Leads to the deliveries that were counted. */
function LogLink({ webhookId, status, children }: LogLinkProps) {
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
