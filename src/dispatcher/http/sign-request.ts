import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** One request, ready to send and to log, with all headers that we choose ourselves. */
export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
  /** The exact bytes that were signed; a string is sent as UTF-8. */
  body: Buffer | string;
  /** The only deadline, from the name look-up to the last byte of the response, in ms. */
  timeoutMs: number;
}

/**
 * A secret, ready to sign. It holds key objects instead of the text, so it shows nothing when it is logged.
 * Make it once for a webhook and keep it: making the keys costs as much as a signature.
 */
export interface SigningSecret {
  /** The decoded bytes after `whsec_`: the key of Standard Webhooks. */
  bytesKey: KeyObject;
  /** The whole text as UTF-8: the key of the plain scheme. */
  textKey: KeyObject;
}

/** The parts of a request. */
export interface RequestParts {
  /** The event's id: the same for all attempts, resends and webhooks. */
  eventId: string;
  eventType: string;
  deliveryId: string;
  /** From 1. */
  attempt: number;
  /** The stored text, sent unchanged. */
  body: Buffer | string;
  url: string;
  timeoutSeconds: number;
  /** One, or two during an overlap: the current one first. */
  secrets: readonly SigningSecret[];
  now: Date;
  /** The version of this service, for `user-agent`. */
  version: string;
  /** Headers to send beside ours, which take precedence. */
  customHeaders?: { sent: Readonly<Record<string, string>> } | null;
}

const secretPrefix = 'whsec_';

/**
 * Reads a secret: `whsec_` and the base64 of at least one byte.
 * Throws an Error for anything else; its message does not contain the text.
 */
export function createSigningSecret(text: string): SigningSecret {
  const encoded = text.slice(secretPrefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  const isBase64 = bytes.length > 0 && bytes.toString('base64') === encoded;
  if (!text.startsWith(secretPrefix) || !isBase64) {
    throw new Error('A signing secret must be "whsec_" followed by base64.');
  }
  return { bytesKey: createSecretKey(bytes), textKey: createSecretKey(Buffer.from(text)) };
}

/**
 * Makes the request of one attempt. Pure: the same parts give the same request.
 * Each secret signs by two schemes: Standard Webhooks 1.0 over id, time and body, and a plain HMAC over the
 * body, which has no time and can be replayed.
 * Throws when there is no secret: an unsigned request must never be sent.
 */
export function signRequest(parts: RequestParts): SignedRequest {
  const { eventId, secrets, url, customHeaders } = parts;
  if (secrets.length === 0) throw new Error('A request cannot be signed without a secret.');
  const body = typeof parts.body === 'string' ? Buffer.from(parts.body) : parts.body;
  const timestamp = String(Math.floor(parts.now.getTime() / 1_000));
  const ours = {
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets
      .map(({ bytesKey }) => signWithTime(bytesKey, `${eventId}.${timestamp}.`, body))
      .join(' '),
    'x-stockaj-signature': secrets.map(({ textKey }) => signBody(textKey, body)).join(','),
    'x-stockaj-event': parts.eventType,
    'x-stockaj-delivery': parts.deliveryId,
    'x-stockaj-attempt': String(parts.attempt),
    'user-agent': `Stockaj-Webhooks/${parts.version}`,
    'content-type': 'application/json',
    // Common firewall rules penalize or block a request without it.
    accept: '*/*',
    // A compressed response could unpack to a thousand times its size.
    'accept-encoding': 'identity',
  };
  const headers = customHeaders == null ? ours : { ...customHeaders.sent, ...ours };
  return { url, headers, body, timeoutMs: parts.timeoutSeconds * 1_000 };
}

function signWithTime(key: KeyObject, prefix: string, body: Buffer): string {
  return `v1,${createHmac('sha256', key).update(prefix).update(body).digest('base64')}`;
}

function signBody(key: KeyObject, body: Buffer): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}
