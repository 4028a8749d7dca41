import { randomBytes } from 'node:crypto';

/** Prefix of a secret (Standard Webhooks 1.0); the base64 after it is the key. */
const secretPrefix = 'whsec_';

/** Length of an HMAC-SHA256 digest; a longer key adds no strength (RFC 2104, section 3). */
const secretBytes = 32;

const hintCharacters = 4;

/** Creates a random secret: `whsec_` and the base64 of 32 bytes. Show it once, store it encrypted. */
export function createSecret(): string {
  return secretPrefix + randomBytes(secretBytes).toString('base64');
}

/** Returns the last characters of a secret: enough to tell two secrets apart, too few to guess one. */
export function hintOf(secret: string): string {
  return secret.slice(-hintCharacters);
}
