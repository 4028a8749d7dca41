import { TypeID } from 'typeid-js';

/** The prefix of each kind of id in the API (TypeID 0.3). In the database the same id is a UUIDv7. */
export const IdPrefix = {
  webhook: 'wh',
  event: 'evt',
  delivery: 'dlv',
  item: 'itm',
  renter: 'rtr',
  rent: 'rnt',
  recovery: 'rcv',
} as const;
export type IdPrefix = (typeof IdPrefix)[keyof typeof IdPrefix];

/** Base 32 of TypeID. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns the id as the API shows it: two zero bits and the 128 bits of the UUID, in base 32. Not by the
 * library, which takes six times as long: every request has two ids.
 *
 * @throws Error when the text is not a UUID in lower case
 */
export function encodeId(prefix: IdPrefix, uuid: string): string {
  if (!uuidPattern.test(uuid)) throw new Error(`Not a UUID in lower case: ${uuid}`);
  let id = `${prefix}_`;
  /** Bits that are not in `id` yet: the lowest `bitCount` of `bits`. */
  let [bits, bitCount] = [0, 2];
  for (let at = 0; at < uuid.length; at += 1) {
    const code = uuid.charCodeAt(at);
    if (code === hyphen) continue;
    bits = ((bits << 4) | (code < letterA ? code - digit0 : code - letterA + 10)) & 0xff;
    bitCount += 4;
    if (bitCount < 5) continue;
    bitCount -= 5;
    id += alphabet.charAt((bits >> bitCount) & 31);
  }
  return id;
}

const [hyphen, digit0, letterA] = [0x2d, 0x30, 0x61];

/** Returns the UUID of an API id, or null when the text is not an id of that kind. */
export function decodeId(prefix: IdPrefix, id: string): string | null {
  try {
    return TypeID.fromString(id, prefix).toUUID();
  } catch {
    return null;
  }
}

/** The UUID of no row, smaller than all others. */
export const nilId = '00000000-0000-0000-0000-000000000000';

/** Returns the prefix of an id, or null when it has no known one. */
export function prefixOf(id: string): IdPrefix | null {
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return Object.values(IdPrefix).find((known) => known === prefix) ?? null;
}

/** Returns when a UUIDv7 was made, to the millisecond (RFC 9562, section 5.7: the first 48 bits). */
export function timeOfId(uuid: string): Date {
  return new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16));
}
