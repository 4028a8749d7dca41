import type { ClaimedDelivery } from '../../deliveries/index.ts';
import { encodeId, IdPrefix } from '../../kernel/index.ts';
import { signRequest, type SignedRequest } from '../http/sign-request.ts';
import type { RequestSettings } from '../request-settings.ts';
import { prepareMessage } from './prepare-message.ts';
import type { LoggedRequest, PreparedRequest, ServiceFacts } from './prepared-request.ts';

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
  if (delivery.companions.length > 0) throw new Error('A digest has no form as JSON.');
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
  const headers = maskHeaders(request.headers, settings.customHeaders);
  return { request, logged: logPlainly({ url: settings.shownUrl, headers }) };
}

/** The headers as the log shows them, without secret values. */
function maskHeaders(
  headers: SignedRequest['headers'],
  custom: RequestSettings['customHeaders'],
): SignedRequest['headers'] {
  return custom === null ? headers : { ...headers, ...custom.masks };
}

/** Returns the part of a request that the log keeps, if its body is that of its event. */
export function logPlainly({
  url,
  headers,
}: Pick<SignedRequest, 'url' | 'headers'>): LoggedRequest {
  return { url, requestHeaders: headers, format: null, requestBody: null, digest: null };
}
