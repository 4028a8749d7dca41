import { createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Headers in Node's format. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Checks a request like a careful customer: the Standard Webhooks signature with the public library,
 * the plain one in `x-stockaj-signature` with our own code.
 *
 * @param body the raw bytes, not parsed
 * @returns a sentence that says what is wrong; null when both signatures are valid.
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

/** During a secret rotation there are two signatures; one match is enough. */
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
