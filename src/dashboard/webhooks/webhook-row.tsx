import { Anchor, Group, Table, Text, Tooltip } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { describeFilter } from '../event-filter/describe-filter.ts';
import type { FilterTree } from '../event-filter/filter-values.ts';
import { FormatBadge } from '../format/format-badge.tsx';
import { isChat } from '../format/formats.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { writeCount, writeNumber, writeShare } from '../words/numbers.ts';
import { describeEvents } from '../webhook/describe-webhook.ts';
import { focusHome } from '../webhook/dialogs/return-focus.ts';
import { FixButton } from '../webhook/fix-button.tsx';
import { StatusBadge } from '../webhook/status-badge.tsx';
import { StatusReason } from '../webhook/status-reason.tsx';
import type { WebhookFacts } from '../webhook/webhook-facts.ts';
import { Activity } from './activity.tsx';
import type { HourOfActivity } from './list-documents.ts';
import classes from './webhooks.module.css';

interface WebhookRowProps {
  webhook: WebhookFacts;
  /** Undefined while they are loading. */
  hours: readonly HourOfActivity[] | null | undefined;
}

/** A webhook in the list. Drawn again only when it has changed. */
export const WebhookRow = memo(function WebhookRow({ webhook, hours }: WebhookRowProps) {
  const { lastDeliveryAt } = webhook;
  return (
    <Table.Tr role="row" {...focusHome}>
      <Table.Th role="rowheader" scope="row" className={classes.name}>
        <NameAndUrl webhook={webhook} />
      </Table.Th>
      <Table.Td role="cell" data-label="Status" className={classes.status}>
        <Group gap="xs">
          <StatusBadge webhook={webhook} />
          <FixButton webhook={webhook} />
        </Group>
        <Text size="xs" c="dimmed" mt={4} lineClamp={3}>
          <StatusReason webhook={webhook} />
        </Text>
      </Table.Td>
      <Table.Td role="cell" data-label="Deliveries">
        <Counts counts={webhook.deliveryCounts} />
      </Table.Td>
      <Table.Td role="cell" data-label="Failed in 24 hours">
        <FailureRate rate={webhook.failureRate24h} />
        <Activity hours={hours} />
      </Table.Td>
      <Table.Td role="cell" data-label="Last delivery">
        {lastDeliveryAt ? (
          <RelativeTime time={lastDeliveryAt} />
        ) : (
          <Text c="dimmed" inherit>
            None yet
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
});

function NameAndUrl({ webhook }: { webhook: WebhookFacts }) {
  const { id, name, url, format, events, filter } = webhook;
  return (
    <>
      <Anchor component={Link} to={`/webhooks/${id}`} fw={600} size="sm" className="foreign-text">
        {name}
      </Anchor>
      <Text size="xs" c="dimmed" fw={400} lineClamp={2} className="foreign-text" title={url}>
        {url}
      </Text>
      <Group gap={6}>
        {isChat(format) && <FormatBadge format={format} />}
        <Tooltip label={events.join(', ')} disabled={events.includes('*')} multiline maw={360}>
          <Text size="xs" fw={400} span>
            {describeEvents(events)}
          </Text>
        </Tooltip>
      </Group>
      {filter !== null && (
        <Text size="xs" c="dimmed" fw={400} lineClamp={2} className="foreign-text">
          Only if {describeFilter(filter as FilterTree)}
        </Text>
      )}
    </>
  );
}

function Counts({ counts }: { counts: WebhookFacts['deliveryCounts'] }) {
  if (!counts) return '–';
  const { total, failed, pending } = counts;
  return (
    <>
      <Text size="sm">{writeNumber(total)}</Text>
      <Text size="xs" c="dimmed">
        {writeNumber(failed)} failed, {writeCount(pending)} waiting
      </Text>
    </>
  );
}

function FailureRate({ rate }: { rate: number | null }) {
  if (rate === null)
    return (
      <Text size="sm" c="dimmed">
        None ended
      </Text>
    );
  return (
    <Text size="sm" fw={rate > 0 ? 600 : 400}>
      {writeShare(rate)}
    </Text>
  );
}
