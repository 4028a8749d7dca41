import { Stack, Text, Title } from '@mantine/core';
import { CopyIcon } from '../components/copy.tsx';
import type { WebhookFormat } from '../api/graphql/graphql.ts';
import { isChat } from '../format/formats.ts';
import { showHidden } from '../payload/show-hidden.ts';
import type { AttemptDetails, DeliveryDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import { HeaderTable } from './header-table.tsx';
import { MessagePanel } from './message-panel.tsx';
import { PayloadPanel } from './payload-panel.tsx';

interface RequestPanelProps {
  delivery: DeliveryDetails;
  attempt: AttemptDetails;
  format: WebhookFormat;
}

/** The request of an attempt. */
export function RequestPanel({ delivery, attempt, format }: RequestPanelProps) {
  const { url, requestHeaders } = attempt;
  return (
    <Stack gap="sm" className={classes.wide ?? ''}>
      <Title order={3} size="h6">
        Request
      </Title>
      {url !== null && (
        <Text size="sm" className={`${classes.code} foreign-text`}>
          <b>POST</b> {showHidden(url).text}{' '}
          {!isChat(format) && <CopyIcon text={url} label="Copy the URL" />}
        </Text>
      )}
      <Text size="sm">{describePeer(attempt)}</Text>
      {requestHeaders !== null && <HeaderTable headers={requestHeaders} title="Request headers" />}
      {isChat(format) ? (
        <MessagePanel deliveryId={delivery.id} attemptNumber={attempt.number} format={format} />
      ) : (
        <>
          <Text size="sm" fw={600}>
            Request body
          </Text>
          <PayloadPanel payload={delivery.requestPayload} />
        </>
      )}
    </Stack>
  );
}

/** Says where the request went, and over which connection. */
function describePeer({ remoteAddress, isConnectionReused, errorCode }: AttemptDetails): string {
  if (errorCode === 'OUTCOME_UNKNOWN') return 'The request was not recorded.';
  if (remoteAddress === null) return 'No connection was made: the name has no usable address.';
  return isConnectionReused
    ? `To ${remoteAddress}, over a connection that an earlier request had opened. So there was no lookup and no handshake.`
    : `To ${remoteAddress}, over a connection opened for this request.`;
}
