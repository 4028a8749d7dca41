import { listBodyVariants } from './body-variants.ts';
import type { CauseCode } from './causes.ts';
import { bytesOf } from './first-difference.ts';
import { listKeyVariants, type Scheme } from './key-variants.ts';

/** The parts of a request that are signed. */
export interface SignedParts {
  id: string | undefined;
  timestamp: string | undefined;
  body: string;
  /** The body in the log; null if it is not known. */
  loggedBody: string | null;
  secret: string;
}

/** The way in which a signature was made. */
export interface Match {
  /** The position of the signature in the list, from 0. */
  position: number;
  /** All that is not as it must be; empty when the signature verifies. */
  causes: CauseCode[];
  /** The body that was signed. */
  body: string;
}

interface Candidate {
  key: Uint8Array<ArrayBuffer>;
  content: string;
  body: string;
  causes: CauseCode[];
}

/** Finds out how one of the signatures was made, with as few mistakes as possible. @returns null if it stays unknown */
export async function findSignature(
  scheme: Scheme,
  signatures: readonly string[],
  parts: SignedParts,
): Promise<Match | null> {
  const candidates = listCandidates(scheme, parts);
  const matches: Match[] = [];
  for (const { key, content, body, causes } of candidates) {
    const mac = await sign(key, content);
    signatures.forEach((signature, position) => {
      const form = compareForm(scheme, signature, mac);
      if (form) matches.push({ position, causes: [...causes, ...form], body });
    });
    if (matches.length > 0) break;
  }
  return matches.toSorted((one, other) => one.causes.length - other.causes.length)[0] ?? null;
}

/** Returns the signature that the service would send for these parts; null if one is missing. */
export async function makeSignature(scheme: Scheme, parts: SignedParts): Promise<string | null> {
  const [right] = listCandidates(scheme, parts);
  if (right?.causes.length !== 0) return null;
  return writeSignature(scheme, await sign(right.key, right.content));
}

/** Lists the texts and keys to try, those with the fewest mistakes first. */
function listCandidates(scheme: Scheme, parts: SignedParts): Candidate[] {
  const keys = listKeyVariants(scheme, parts.secret);
  return listBodyVariants(parts.body, parts.loggedBody)
    .flatMap(({ text: body, cause: bodyCause }) =>
      listContents(scheme, { ...parts, body }).flatMap(({ content, cause }) =>
        keys.map(({ bytes, causes }) => ({
          ...{ key: bytes, content, body },
          causes: [...causes, cause, bodyCause].filter((each) => each !== null),
        })),
      ),
    )
    .toSorted((one, other) => one.causes.length - other.causes.length);
}

function listContents(
  scheme: Scheme,
  { id, timestamp, body }: SignedParts,
): { content: string; cause: CauseCode | null }[] {
  const withTime = { content: `${id}.${timestamp}.${body}`, cause: null };
  const alone = { content: body, cause: null };
  const hasTime = id !== undefined && timestamp !== undefined;
  if (scheme === 'plain') {
    return hasTime ? [alone, { ...withTime, cause: 'time-signed-too' }] : [alone];
  }
  if (!hasTime) return [];
  return [
    withTime,
    { ...alone, cause: 'content-incomplete' },
    { content: `${timestamp}.${body}`, cause: 'content-incomplete' },
    { content: `${id}.${body}`, cause: 'content-incomplete' },
  ];
}

async function sign(key: Uint8Array<ArrayBuffer>, content: string): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, bytesOf(content)));
}

/** Compares in every usual form. @returns null if it is another signature; else what is wrong with its form */
function compareForm(scheme: Scheme, signature: string, mac: Uint8Array): CauseCode[] | null {
  if (signature === writeSignature(scheme, mac)) return [];
  const value = signature.replace(/^(v1|sha256)[,=]/i, '');
  const forms = [toBase64(mac), toBase64(mac).replaceAll('+', '-').replaceAll('/', '_')];
  const isSame =
    value.toLowerCase() === toHex(mac) ||
    forms.some((form) => value.replace(/=+$/, '') === form.replace(/=+$/, ''));
  return isSame ? ['wrong-form'] : null;
}

function writeSignature(scheme: Scheme, mac: Uint8Array): string {
  return scheme === 'standard' ? `v1,${toBase64(mac)}` : `sha256=${toHex(mac)}`;
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const toHex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
