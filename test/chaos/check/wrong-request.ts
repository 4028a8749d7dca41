import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import { readMarker } from '../drafts.ts';
import type { Evidence, IdentifiedRequest } from './index-book.ts';

/** Returns the error of a logged request; null if it is correct. */
export function findWrongRequest(evidence: Evidence, request: IdentifiedRequest): string | null {
  const delivery = evidence.deliveries.get(request.deliveryId);
  const event = evidence.events.get(delivery?.eventId ?? '');
  const body = request.body.toString();
  if (!delivery || !event) return 'without an event';
  if (readMarker(body).startsWith('never|')) return 'of what was not accepted';
  if (event.body !== body) return 'with another body than was stored';
  if (request.headers['webhook-id'] !== encodeId(IdPrefix.event, event.id)) {
    return 'with another webhook-id than its event';
  }
  const secret = evidence.webhooks.get(delivery.webhookId)?.secret ?? '';
  return isSigned(secret, request) ? null : 'with a wrong signature';
}

/** Verifies with the public library and the plain rule, ignoring the library's time limit. */
function isSigned(secret: string, { headers, body, at }: IdentifiedRequest): boolean {
  const plain = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  if (headers['x-stockaj-signature'] !== plain) return false;
  const sentAt = Number(headers['webhook-timestamp']);
  if (Math.abs(at / 1_000 - sentAt) > 60) return false;
  const id = headers['webhook-id'] ?? '';
  const expected = new Webhook(secret).sign(id, new Date(sentAt * 1_000), body.toString());
  return headers['webhook-signature'] === expected;
}
