/*
 * An IPv6 address can embed an IPv4 address and lead to it through a translator or a tunnel. Checking
 * only the IPv6 address would let a request reach a refused IPv4 address.
 *
 * A network-specific NAT64 prefix (RFC 6052, section 2.2) cannot be recognized; its translator has to
 * refuse private addresses.
 */
import ipaddr from 'ipaddr.js';
import type { Address } from './parse-address.ts';

/** One interpretation of an address. */
export interface CarriedIpv4 {
  address: ipaddr.IPv4;
  /** Whether the rest of the address fits this interpretation; always true if there is only one. */
  isRegular: boolean;
}

/** Positions of the four bytes; Teredo inverts those of the client. */
interface Carrier {
  network: [ipaddr.IPv6, number];
  at: readonly [number, number, number, number];
  isInverted: boolean;
}

const carriers: readonly Carrier[] = (
  [
    // IPv4-compatible (RFC 4291, section 2.5.5.1) and IPv4-translated (RFC 2765, section 2.1).
    ['::/96', [12, 13, 14, 15]],
    ['::ffff:0:0:0/96', [12, 13, 14, 15]],
    // NAT64 (RFC 6052, section 2.1).
    ['64:ff9b::/96', [12, 13, 14, 15]],
    // 6to4 (RFC 3056, section 2), and the server and client of Teredo (RFC 4380, section 4).
    ['2002::/16', [2, 3, 4, 5]],
    ['2001::/32', [4, 5, 6, 7]],
    ['2001::/32', [12, 13, 14, 15], true],
  ] as const
).map(([network, at, isInverted = false]) => ({
  network: ipaddr.IPv6.parseCIDR(network),
  at,
  isInverted,
}));

/** NAT64 for local use (RFC 8215). An address does not show whether its prefix has 48, 56, 64 or 96 bits. */
const localNat64 = ipaddr.IPv6.parseCIDR('64:ff9b:1::/48');
const localNat64Places = [
  [6, 7, 9, 10],
  [7, 9, 10, 11],
  [9, 10, 11, 12],
  [12, 13, 14, 15],
] as const;

/**
 * Lists every IPv4 address that an IPv6 address may embed, one per interpretation; empty if there is none.
 * IPv4-mapped addresses were already parsed as IPv4 and do not get here.
 */
export function listCarriedIpv4(address: Address): CarriedIpv4[] {
  if (!(address instanceof ipaddr.IPv6) || isUnspecifiedOrLoopback(address)) return [];
  const bytes = address.toByteArray();
  const carried = carriers
    .filter(({ network }) => address.match(network))
    .map(({ at, isInverted }) => readIpv4(bytes, at, isInverted));
  if (isIsatap(bytes)) carried.push(readIpv4(bytes, [12, 13, 14, 15]));
  if (address.match(localNat64)) carried.push(...listLocalNat64(bytes));
  return carried;
}

/** `::` and `::1` look like IPv4-compatible addresses but are not. */
function isUnspecifiedOrLoopback(address: ipaddr.IPv6): boolean {
  return ['unspecified', 'loopback'].includes(address.range());
}

/** Interface id 0:5efe or 200:5efe followed by an IPv4 address, in any network (RFC 5214, section 6.1). */
function isIsatap(bytes: readonly number[]): boolean {
  const [flags = 0, ...rest] = bytes.slice(8, 12);
  return (flags & ~0x03) === 0 && rest.join() === '0,94,254';
}

/** The bits after the IPv4 address are zero (RFC 6052, section 2.2); 0.0.0.0 means no address is embedded. */
function listLocalNat64(bytes: readonly number[]): CarriedIpv4[] {
  return localNat64Places.map((at) => {
    const isEndZero = bytes.slice(at[3] + 1).every((byte) => byte === 0);
    const isThere = at.some((place) => bytes[place] !== 0);
    return { ...readIpv4(bytes, at), isRegular: isEndZero && isThere };
  });
}

function readIpv4(bytes: readonly number[], at: Carrier['at'], isInverted = false): CarriedIpv4 {
  const read = at.map((place) => (bytes[place] ?? 0) ^ (isInverted ? 0xff : 0));
  return { address: new ipaddr.IPv4(read), isRegular: true };
}
