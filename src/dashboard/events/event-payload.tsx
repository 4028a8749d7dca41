import { Group, Paper, Text, Title } from '@mantine/core';
import { RelativeTime } from '../components/relative-time.tsx';
import { CopyIcon } from '../components/copy.tsx';
import { PayloadView } from '../payload/payload-view.tsx';
import type { EventDetails } from './event-documents.ts';

/** The event with the body that every webhook gets. */
export function EventPayload({ event }: { event: EventDetails }) {
  const { id, occurredAt, erasedAt, payload } = event;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="payload">
      <Group gap="xs" mb="sm" fz="sm">
        <Text inherit>
          Occurred <RelativeTime time={occurredAt} />
        </Text>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" ff="monospace" className="foreign-text">
            {id}
          </Text>
          <CopyIcon text={id} label="Copy the id" />
        </Group>
      </Group>
      <Title order={2} size="h5" id="payload" mb="xs">
        Payload
      </Title>
      {erasedAt === null ? (
        <PayloadView text={JSON.stringify(payload)} label="Payload" />
      ) : (
        <Text size="sm">
          The payload was erased <RelativeTime time={erasedAt} />. It cannot be shown or sent again.
        </Text>
      )}
    </Paper>
  );
}
