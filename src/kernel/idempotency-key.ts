import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

const keyLengthMax = 255;

/** The error message for an invalid key. */
export const idempotencyKeyRule = `A key must have 1 to ${keyLengthMax} characters and no control characters.`;

/** Whether the text may be an idempotency key. */
export function isIdempotencyKey(text: string): boolean {
  return (
    text.length > 0 && text.length <= keyLengthMax && !/\p{Cc}/u.test(text) && text.isWellFormed()
  );
}

/**
 * The SHA-256 of a JSON value in its canonical form (RFC 8785), in hex: the same for the same content,
 * whatever the order of its keys. A repeated idempotency key must come with the same content.
 *
 * @throws Error for a value that JSON cannot carry, such as a lone surrogate
 */
export function hashContent(content: unknown): string {
  const text = canonicalize(content);
  if (text === undefined) throw new Error('The content is not a JSON value.');
  return createHash('sha256').update(text).digest('hex');
}
