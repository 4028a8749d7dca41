import { createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Headers as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Checks a request as a careful customer would: the signature of Standard Webhooks with the public
 * library, and the plain one of `x-stockaj-signature` by hand.
 *
 * @param body the raw bytes, before anything parsed them
 * @returns what is wrong, as a sentence for people; null when both signatures are right.
 */
export function findSignatureError(secret: string, headers: Headers, body: Buffer): string | null {
  try {
    new Webhook(secret).verify(body.toString('utf8'), toTexts(headers));
  } catch (error) {
    return `webhook-signature is wrong: ${(error as Error).message}`;
  }
  const plain = toTexts(headers)['x-stockaj-signature'] ?? '';
  return isPlainSignature(secret, plain, body) ? null : 'x-stockaj-signature is wrong';
}

/** While a secret is being replaced there are two signatures; one that matches is enough. */
function isPlainSignature(secret: string, signatures: string, body: Buffer): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  return signatures.split(',').some((text) => {
    const signature = Buffer.from(text.trim());
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  });
}

function toTexts(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
