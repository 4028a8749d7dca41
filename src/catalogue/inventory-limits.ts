/**
 * Limits of items, renters and rents, shared by the schemas of their events and the inventory. Lengths are
 * in characters (code points).
 */
export const inventoryLimits = {
  nameLengthMax: 200,
  skuLengthMax: 100,
  /** Longest address that fits in a path (RFC 5321, section 4.5.3.1.3). */
  emailLengthMax: 254,
  phoneLengthMax: 50,
  /** Limit of pieces and versions: 32-bit integers in the database and in GraphQL. */
  integerMax: 2_147_483_647,
  /** Keeps a page of 100 rents with all their lines to a few megabytes. */
  rentLinesMax: 100,
} as const;
