/** One address of a name. */
export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** The addresses of a name, unchecked. */
export interface FoundAddresses {
  addresses: readonly ResolvedAddress[];
  /** The addresses of the other family, if its answer had not arrived yet; never rejects. */
  late?: Promise<readonly ResolvedAddress[]>;
}
