import type { CauseCode } from './causes.ts';

/** A body that the sender may have signed in place of the given one, and what would have happened to it since. */
export interface BodyVariant {
  text: string;
  /** Null for the body as it is. */
  cause: CauseCode | null;
}

/**
 * Lists the bodies that may have become the given one on its way, the likeliest first.
 *
 * @param logged the body that the log has for this request; null if it is not known
 */
export function listBodyVariants(body: string, logged: string | null): BodyVariant[] {
  const variants: BodyVariant[] = [
    { text: body, cause: null },
    { text: body.replace(/(\r?\n)+$/, ''), cause: 'line-break-added' },
    { text: `${body}\n`, cause: 'line-break-removed' },
    { text: `${body}\r\n`, cause: 'line-break-removed' },
    { text: body.replaceAll('\r\n', '\n'), cause: 'line-breaks-changed' },
    { text: body.replace(/\r?\n/g, '\r\n'), cause: 'line-breaks-changed' },
    { text: body.replace(/^\uFEFF/, ''), cause: 'byte-order-mark' },
    { text: body.trim(), cause: 'space-around-body' },
    ...toVariant(undoWrongDecoding(body), 'wrong-encoding'),
    ...toVariant(serialiseAgain(body), 'serialised-again'),
    ...toVariant(unwrapString(body), 'string-in-string'),
    ...(logged === null ? [] : [{ text: logged, cause: nameChange(logged, body) }]),
  ];
  return variants.filter(
    ({ text }, n) => variants.findIndex((earlier) => earlier.text === text) === n,
  );
}

/** Names what happened to the signed body; `body-changed` when it is nothing usual. */
export function nameChange(signed: string, given: string): CauseCode | null {
  if (signed === given) return null;
  const usual = listBodyVariants(given, null).find(({ text }) => text === signed);
  if (usual) return usual.cause;
  if (given.includes('\uFFFD')) return 'wrong-encoding';
  if (given !== '' && signed.startsWith(given)) return 'body-cut';
  return isSameJson(signed, given) ? 'serialised-again' : 'body-changed';
}

function toVariant(text: string | null, cause: CauseCode): BodyVariant[] {
  return text === null ? [] : [{ text, cause }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The compact JSON that the service sends. */
function serialiseAgain(body: string): string | null {
  const value = parse(body);
  return typeof value === 'object' ? JSON.stringify(value) : null;
}

/** JSON that was written into a JSON string. */
function unwrapString(body: string): string | null {
  const value = parse(body);
  return typeof value === 'string' ? value : null;
}

function isSameJson(one: string, other: string): boolean {
  const [first, second] = [parse(one), parse(other)];
  return first !== undefined && sortKeys(first) === sortKeys(second);
}

function sortKeys(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

const allBytes = Array.from({ length: 256 }, (_, byte) => byte);

/** The byte of each character of ISO-8859-1 and of windows-1252, which UTF-8 is often taken for. */
const byteOfCharacter = new Map([
  ...allBytes.map((byte) => [String.fromCharCode(byte), byte] as const),
  ...allBytes.map(
    (byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte] as const,
  ),
]);

/** Reads a text again that was UTF-8 and was decoded as one of them. @returns null if it was not */
function undoWrongDecoding(body: string): string | null {
  const bytes = Array.from(body, (character) => byteOfCharacter.get(character));
  if (!bytes.every((byte) => byte !== undefined)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
