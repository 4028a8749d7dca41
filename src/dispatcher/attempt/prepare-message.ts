import { messageOf, type ClaimedDelivery } from '../../deliveries/index.ts';
import {
  renderDigest,
  renderMessage,
  type ChatFormat,
  type MessageOptions,
} from '../../messages/index.ts';
import type { RequestSettings } from '../request-settings.ts';
import type { PreparedRequest, ServiceFacts } from './prepared-request.ts';

/**
 * Makes the request that posts a delivery as a chat message, or that posts it and its companions as a digest. It has
 * no signature: no chat service verifies one.
 *
 * @throws Error if it cannot be made: an internal error
 */
export function prepareMessage(
  delivery: ClaimedDelivery,
  settings: RequestSettings & { format: ChatFormat },
  { version, appUrl }: ServiceFacts,
): PreparedRequest {
  const { url, shownUrl, format, messageText, timeoutSeconds } = settings;
  const headers = {
    'user-agent': `Stockaj-Webhooks/${version}`,
    'content-type': 'application/json; charset=utf-8',
    accept: '*/*',
    'accept-encoding': 'identity',
  };
  const body = render(delivery, format, { appUrl, text: messageText });
  const ids = messageOf(delivery).map(({ id }) => id);
  return {
    request: { url, headers, body, timeoutMs: timeoutSeconds * 1_000 },
    logged: {
      url: shownUrl,
      requestHeaders: headers,
      format,
      requestBody: body,
      digest: ids.length > 1 ? ids : null,
    },
  };
}

function render(delivery: ClaimedDelivery, format: ChatFormat, options: MessageOptions): string {
  if (delivery.companions.length === 0) return renderMessage(format, toEvent(delivery), options);
  return renderDigest(format, messageOf(delivery).map(toEvent), options);
}

function toEvent({ eventType, body }: ClaimedDelivery) {
  return { type: eventType, body: body.toString('utf8') };
}
