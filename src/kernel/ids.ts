import { TypeID } from 'typeid-js';

/** The prefix of each kind of id in the API (TypeID 0.3). In the database the same id is a UUIDv7. */
export const IdPrefix = {
  webhook: 'wh',
  event: 'evt',
  delivery: 'dlv',
  item: 'itm',
  renter: 'rtr',
  rent: 'rnt',
} as const;
export type IdPrefix = (typeof IdPrefix)[keyof typeof IdPrefix];

/** Returns the id as the API shows it. */
export function encodeId(prefix: IdPrefix, uuid: string): string {
  return TypeID.fromUUID(prefix, uuid).toString();
}

/** Returns the UUID of an API id, or null when the text is not an id of that kind. */
export function decodeId(prefix: IdPrefix, id: string): string | null {
  try {
    return TypeID.fromString(id, prefix).toUUID();
  } catch {
    return null;
  }
}

/** Returns the prefix of an id, or null when it has no known one. */
export function prefixOf(id: string): IdPrefix | null {
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return Object.values(IdPrefix).find((known) => known === prefix) ?? null;
}

/** Returns when a UUIDv7 was made, to the millisecond (RFC 9562, section 5.7: the first 48 bits). */
export function timeOfId(uuid: string): Date {
  return new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16));
}
