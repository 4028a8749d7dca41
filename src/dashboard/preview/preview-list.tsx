import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconFilterOff } from '@tabler/icons-react';
import type { WebhookFormat } from '../api/graphql/graphql.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { isChat } from '../format/formats.ts';
import { MessageCard } from '../message/message-card.tsx';
import { PayloadText } from '../payload/payload-text.tsx';
import classes from './preview.module.css';
import type { PreviewedEvent } from './preview-document.ts';
import type { ShownPreview } from './use-preview.ts';

/** The events of a preview, newest first. */
export function PreviewList({ preview: { events, input } }: { preview: ShownPreview }) {
  const count = events.filter(({ isMatch }) => isMatch).length;
  if (events.length === 0) {
    return <Text size="sm">The workspace has no events yet. A test sends a sample.</Text>;
  }
  return (
    <>
      <Text size="sm" role="status">
        {count} of {events.length} {events.length === 1 ? 'event' : 'events'} would be sent.
      </Text>
      <Stack component="ul" gap={0} className={classes.list ?? ''} tabIndex={0} aria-label="Events">
        {events.map((previewed) => (
          <li key={previewed.event.id} className={classes.entry}>
            <Entry previewed={previewed} format={input.format ?? 'JSON'} />
          </li>
        ))}
      </Stack>
    </>
  );
}

interface EntryProps {
  previewed: PreviewedEvent;
  format: WebhookFormat;
}

function Entry({ previewed, format }: EntryProps) {
  const { event, isMatch, body } = previewed;
  return (
    <Stack gap="xs">
      <Group gap="xs" fz="sm">
        <MatchBadge isMatch={isMatch} />
        <code>{event.type}</code>
        <Text inherit c="dimmed">
          <RelativeTime time={event.occurredAt} />
        </Text>
      </Group>
      {!isMatch && (
        <Text size="sm" className="foreign-text">
          {explain(previewed)}
        </Text>
      )}
      {body !== null && isChat(format) && <MessageCard format={format} body={body} />}
      {body !== null && (
        <details className={classes.body}>
          <summary aria-label={`Body of the request for ${event.type}`}>
            Body of the request
          </summary>
          <PayloadText text={body} label={`Body for ${event.id}`} />
        </details>
      )}
    </Stack>
  );
}

function MatchBadge({ isMatch }: { isMatch: boolean }) {
  const Icon = isMatch ? IconCheck : IconFilterOff;
  return (
    <Badge
      variant="light"
      color={isMatch ? 'green' : 'gray'}
      tt="none"
      leftSection={<Icon size={12} aria-hidden />}
    >
      {isMatch ? 'Would be sent' : 'Not sent'}
    </Badge>
  );
}

function explain({ clause, event }: PreviewedEvent): string {
  return clause === null
    ? `${event.type} is not among the chosen events.`
    : `It does not match the filter: ${clause}.`;
}
