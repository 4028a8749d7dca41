/** One address that a name leads to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Where a name leads, unchecked. */
export interface FoundAddresses {
  readonly addresses: readonly ResolvedAddress[];
  /** The other family, whose answer had not come when these were given; never rejects. */
  readonly late?: Promise<readonly ResolvedAddress[]>;
}
