/**
 * The limits of items, renters and rents, once for the schemas of their events and for the inventory
 * that makes them. Lengths are characters (code points).
 */
export const inventoryLimits = {
  nameLengthMax: 200,
  skuLengthMax: 100,
  /** The longest address that fits into the path of RFC 5321, section 4.5.3.1.3. */
  emailLengthMax: 254,
  phoneLengthMax: 50,
  /** Of pieces and of versions: both are 32-bit integers in the database and in GraphQL. */
  integerMax: 2_147_483_647,
  /** So few that a page of 100 rents with all their lines stays an answer of some megabytes. */
  rentLinesMax: 100,
} as const;
