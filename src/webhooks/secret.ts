import { randomBytes } from 'node:crypto';

/** What a secret starts with, by Standard Webhooks 1.0; the base64 after it is the key. */
const secretPrefix = 'whsec_';

/** As long as the digest of HMAC-SHA256: a longer key adds nothing (RFC 2104, section 3). */
const secretBytes = 32;

const hintCharacters = 4;

/** A new random secret, `whsec_` and base64 of 32 bytes. Show it once, store it sealed. */
export function createSecret(): string {
  return secretPrefix + randomBytes(secretBytes).toString('base64');
}

/** The end of a secret: enough for people to tell two apart, of no use to anyone else. */
export function hintOf(secret: string): string {
  return secret.slice(-hintCharacters);
}
