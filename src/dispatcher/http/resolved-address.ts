/** One address that a name leads to. */
export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** Where a name leads, unchecked. */
export interface FoundAddresses {
  addresses: readonly ResolvedAddress[];
  /** The other family, whose answer had not come when these were given; never rejects. */
  late?: Promise<readonly ResolvedAddress[]>;
}
