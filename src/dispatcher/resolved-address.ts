/** One address that a name leads to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}
