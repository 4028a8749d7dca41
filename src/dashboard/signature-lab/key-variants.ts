import type { CauseCode } from './causes.ts';
import { bytesOf } from './first-difference.ts';

/** The two ways in which the service signs each request. */
export type Scheme = 'standard' | 'plain';

/** A key of the HMAC, and what is wrong with it. */
export interface KeyVariant {
  bytes: Uint8Array<ArrayBuffer>;
  causes: readonly CauseCode[];
}

const prefix = 'whsec_';
/** `whsec_` and the base64 of 32 bytes. */
const completeLength = prefix.length + 44;

/** Lists the keys that may have been meant by this secret, and those that code makes of it by mistake. */
export function listKeyVariants(scheme: Scheme, secret: string): KeyVariant[] {
  return listSecrets(secret).flatMap(({ text, causes }) => {
    const encoded = text.startsWith(prefix) ? text.slice(prefix.length) : text;
    const key = (bytes: Uint8Array<ArrayBuffer> | null, ...more: CauseCode[]) =>
      bytes && bytes.length > 0 ? [{ bytes, causes: [...causes, ...more] }] : [];
    return scheme === 'standard'
      ? [
          ...key(decodeBase64(encoded)),
          ...key(bytesOf(text), 'key-not-decoded'),
          ...key(bytesOf(encoded), 'key-not-decoded'),
          ...key(decodeBase64(text), 'prefix-decoded'),
        ]
      : [
          ...key(bytesOf(text)),
          ...key(bytesOf(encoded), 'prefix-cut-off'),
          ...key(decodeBase64(encoded), 'key-decoded'),
        ];
  });
}

/** The secret as it is, and without the slips of copying. */
function listSecrets(secret: string): { text: string; causes: CauseCode[] }[] {
  const clean = secret
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  const whole = clean.startsWith(prefix) ? clean : `${prefix}${clean}`;
  const padded = whole.length === completeLength - 1 ? `${whole}=` : whole;
  const causes: CauseCode[] = [];
  if (clean !== secret) causes.push('space-around-secret');
  if (whole !== clean) causes.push('prefix-missing');
  if (padded !== whole) causes.push('padding-missing');
  const texts = [{ text: secret, causes: [] as CauseCode[] }];
  return padded === secret ? texts : [...texts, { text: padded, causes }];
}

/** Whether this has the form of a secret: `whsec_` and base64. */
export function isSecret(text: string): boolean {
  return text.startsWith(prefix) && /^[A-Za-z0-9+/]+={0,2}$/.test(text.slice(prefix.length));
}

/** Decodes base64 as leniently as Node: of both alphabets, with or without `=`. @returns null if it is not base64 */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const usual = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const whole = usual.length % 4 === 1 ? usual.slice(0, -1) : usual; // a single character is less than a byte
  try {
    return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
