import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql/index.ts';
import { ErrorCard } from '../components/error-card.tsx';
import type { ChatFormat } from '../format/formats.ts';
import { MessageCard } from '../message/message-card.tsx';
import { PayloadPanel } from './payload-panel.tsx';

const messagesDocument = graphql(/* GraphQL */ `
  query DeliveryMessages($id: ID!) {
    delivery(id: $id) {
      id
      attempts {
        number
        message
      }
    }
  }
`);

interface MessagePanelProps {
  deliveryId: string;
  attemptNumber: number;
  format: ChatFormat;
}

/** The message of an attempt. It may differ from that of another attempt: it has the message text of its time. */
export function MessagePanel({ deliveryId, attemptNumber, format }: MessagePanelProps) {
  const [{ data, error }, reload] = useQuery({
    query: messagesDocument,
    variables: { id: deliveryId },
    requestPolicy: 'cache-first',
  });
  const attempt = data?.delivery?.attempts.find(({ number }) => number === attemptNumber);
  if (error && !attempt) return <ErrorCard error={error} onRetry={() => reload()} />;
  if (!attempt) return <Skeleton height={120} />;
  const { message } = attempt;
  return (
    <Stack gap="sm">
      {message !== null && <MessageCard format={format} body={message} />}
      <Text size="sm" fw={600}>
        Request body
      </Text>
      <PayloadPanel payload={message} />
    </Stack>
  );
}
