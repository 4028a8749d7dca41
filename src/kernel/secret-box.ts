import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key that encrypts stored secrets. */
export interface SecretKey {
  /** Stored with each sealed text, so that keys can be rotated. */
  id: string;
  /** 32 bytes, for AES-256. */
  key: Buffer;
}

/** Seals texts for storage and opens them again. */
export interface SecretBox {
  /** Encrypts with the first key. Opening needs the same `context` (a row's id): a sealed text is useless in another row. */
  seal(text: string, context: string): string;
  /** @throws Error when the key is unknown, the context differs or the text was altered */
  open(sealed: string, context: string): string;
}

const ivBytes = 12; // NIST SP 800-38D, section 8.2: 96 bits
const tagBytes = 16;

/** Seals with AES-256-GCM and the first key; any of the keys can open. @throws Error without a key */
export function createSecretBox(keys: readonly SecretKey[]): SecretBox {
  const [first] = keys;
  if (!first) throw new Error('A secret box needs at least one key.');
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    seal(text, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', first.key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([
        iv,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `${first.id}:${sealed.toString('base64')}`;
    },
    open(sealed, context) {
      const colon = sealed.indexOf(':');
      const known = byId.get(sealed.slice(0, colon));
      if (!known)
        throw new Error('A stored secret was sealed with a key that SECRET_KEYS does not contain.');
      const bytes = Buffer.from(sealed.slice(colon + 1), 'base64');
      const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes));
      const opened = [decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    },
  };
}
