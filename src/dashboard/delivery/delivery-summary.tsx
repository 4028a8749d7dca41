import { Anchor, DataList, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Outcome } from '../components/outcome.tsx';
import { FormatBadge } from '../format/format-badge.tsx';
import { isChat } from '../format/formats.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { CopyIcon } from '../components/copy.tsx';
import type { DeliveryDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import { describeDelivery, triggerSentences } from './describe-delivery.ts';
import { NextAttempt } from './next-attempt.tsx';

/** The state of a delivery, with its webhook, its event and its times. */
export function DeliverySummary({ delivery }: { delivery: DeliveryDetails }) {
  const { id, eventType, webhook, trigger, event } = delivery;
  return (
    <Paper withBorder p="md">
      <Group gap="xs" mb="sm">
        <Outcome delivery={delivery} />
        <Text role="status" className="foreign-text">
          {describeDelivery(delivery, webhook?.status ?? null)}
        </Text>
      </Group>
      <DataList className={classes.facts ?? ''} labelWidth={100} gap={6}>
        <Fact label="Webhook">
          <WebhookLink webhook={webhook} />
        </Fact>
        <Fact label="Event">
          {event ? (
            <Anchor component={Link} to={`/events/${event.id}`} inherit>
              {eventType}
            </Anchor>
          ) : (
            `${eventType}, no longer kept`
          )}
        </Fact>
        <Fact label="Why">{triggerSentences[trigger]}</Fact>
        <Fact label="Attempts">
          {delivery.attemptCount} of {delivery.maxAttempts}
        </Fact>
        <Times delivery={delivery} />
        <Fact label="Id">
          <span className={`${classes.code} foreign-text`}>{id}</span>{' '}
          <CopyIcon text={id} label="Copy the id" />
        </Fact>
      </DataList>
      {event?.erasedAt != null && <Erased erasedAt={event.erasedAt} />}
    </Paper>
  );
}

function WebhookLink({ webhook }: Pick<DeliveryDetails, 'webhook'>) {
  if (!webhook) return 'Deleted';
  const { id, name, format } = webhook;
  return (
    <>
      <Anchor component={Link} to={`/webhooks/${id}`} inherit className="foreign-text">
        {name}
      </Anchor>{' '}
      {isChat(format) && <FormatBadge format={format} />}
    </>
  );
}

function Times({ delivery }: { delivery: DeliveryDetails }) {
  const { createdAt, completedAt, nextAttemptAt } = delivery;
  return (
    <>
      <Fact label="Created">
        <RelativeTime time={createdAt} />
      </Fact>
      {completedAt !== null && (
        <Fact label="Ended">
          <RelativeTime time={completedAt} />
        </Fact>
      )}
      {nextAttemptAt !== null && (
        <Fact label="Next attempt">
          <NextAttempt delivery={delivery} at={nextAttemptAt} />
        </Fact>
      )}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue className={classes.wide ?? ''}>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

function Erased({ erasedAt }: { erasedAt: string }) {
  return (
    <Text size="sm" mt="sm">
      The payload and the responses were erased <RelativeTime time={erasedAt} />. They cannot be
      shown or sent again.
    </Text>
  );
}
