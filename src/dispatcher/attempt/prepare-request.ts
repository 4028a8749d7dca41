import type { AttemptFacts, ClaimedDelivery } from '../../deliveries/index.ts';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import { signRequest, type SignedRequest } from '../http/sign-request.ts';
import type { RequestSettings } from '../webhook-cache.ts';
import { prepareMessage } from './prepare-message.ts';

/** A request, ready to send, and what the log keeps of it. */
export interface PreparedRequest {
  request: SignedRequest;
  logged: LoggedRequest;
}

export type LoggedRequest = Pick<
  AttemptFacts,
  'url' | 'requestHeaders' | 'format' | 'requestBody' | 'digest'
>;

/** Facts of this service that requests depend on. */
export interface ServiceFacts {
  /** For `user-agent`. */
  version: string;
  /** The address of Stockaj's app, for the links in chat messages; null for messages without links. */
  appUrl: string | null;
}

/**
 * Makes the request of a delivery and its companions. Pure: the same parts give the same request.
 *
 * @throws Error if it cannot be made: an internal error
 */
export function prepareRequest(
  delivery: ClaimedDelivery,
  settings: RequestSettings,
  now: Date,
  service: ServiceFacts,
): PreparedRequest {
  const { format } = settings;
  if (format !== 'JSON') return prepareMessage(delivery, { ...settings, format }, service);
  const request = signRequest({
    ...settings,
    eventId: encodeId(IdPrefix.event, delivery.eventId),
    deliveryId: encodeId(IdPrefix.delivery, delivery.id),
    eventType: delivery.eventType,
    attempt: delivery.attempt,
    body: delivery.body,
    now,
    version: service.version,
  });
  return { request, logged: logPlainly({ ...request, url: settings.shownUrl }) };
}

/** What the log keeps of a request whose body is that of its event. */
export function logPlainly({
  url,
  headers,
}: Pick<SignedRequest, 'url' | 'headers'>): LoggedRequest {
  return { url, requestHeaders: headers, format: null, requestBody: null, digest: null };
}
