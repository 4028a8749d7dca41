import { Address4, Address6 } from 'ip-address';

/** A special-purpose network. */
export interface SpecialNetwork {
  network: Address4 | Address6;
  name: string;
  /** "Globally reachable" in the registry; "N/A" counts as no. */
  isReachable: boolean;
}

type Row = readonly [network: string, name: string, isReachable?: 'reachable'];

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its updates), and multicast. */
const ipv4Rows: Row[] = [
  ['0.0.0.0/8', 'this network'],
  ['0.0.0.0/32', 'this host on this network'],
  ['10.0.0.0/8', 'private use'],
  ['100.64.0.0/10', 'shared address space'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link local'],
  ['172.16.0.0/12', 'private use'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.0.0/29', 'service continuity'],
  ['192.0.0.8/32', 'dummy address'],
  ['192.0.0.9/32', 'port control anycast', 'reachable'],
  ['192.0.0.10/32', 'relays around NAT anycast', 'reachable'],
  ['192.0.0.170/32', 'discovery of NAT64'],
  ['192.0.0.171/32', 'discovery of NAT64'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'AS112', 'reachable'],
  ['192.52.193.0/24', 'AMT', 'reachable'],
  ['192.88.99.0/24', '6to4 relays'],
  ['192.88.99.2/32', '6a44 relays'],
  ['192.168.0.0/16', 'private use'],
  ['192.175.48.0/24', 'AS112, delegated directly', 'reachable'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['255.255.255.255/32', 'broadcast'],
];

/** IANA IPv6 Special-Purpose Address Registry, multicast, and everything outside global unicast. */
const ipv6Rows: Row[] = [
  ['::/3', 'not global unicast'],
  ['4000::/2', 'not global unicast'],
  ['8000::/1', 'not global unicast'],
  ['::1/128', 'loopback'],
  ['::/128', 'unspecified'],
  ['::ffff:0:0/96', 'IPv4-mapped'],
  ['64:ff9b::/96', 'NAT64', 'reachable'],
  ['64:ff9b:1::/48', 'NAT64, local use'],
  ['100::/64', 'discard only'],
  ['100:0:0:1::/64', 'dummy prefix'],
  ['2001::/23', 'protocol assignments'],
  ['2001::/32', 'Teredo'],
  ['2001:1::1/128', 'port control anycast', 'reachable'],
  ['2001:1::2/128', 'relays around NAT anycast', 'reachable'],
  ['2001:1::3/128', 'service registration anycast', 'reachable'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:3::/32', 'AMT', 'reachable'],
  ['2001:4:112::/48', 'AS112', 'reachable'],
  ['2001:10::/28', 'ORCHID'],
  ['2001:20::/28', 'ORCHIDv2', 'reachable'],
  ['2001:30::/28', 'drone remote id', 'reachable'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'AS112, delegated directly', 'reachable'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'unique local'],
  ['fe80::/10', 'link local'],
  ['ff00::/8', 'multicast'],
];

/** Cloud metadata services that are not in the registries. */
const metadataRows: Row[] = [
  ['168.63.129.16/32', 'Azure WireServer'],
  ['100.100.100.200/32', 'Alibaba Cloud metadata'],
  ['192.0.0.192/32', 'Oracle metadata'],
  ['169.254.169.254/32', 'metadata of most clouds'],
  ['fd00:ec2::254/128', 'AWS metadata'],
  ['fd20:ce::254/128', 'Google metadata'],
];

/** Networks of metadata services in CIDR notation. */
export const metadataNetworks: readonly string[] = metadataRows.map(([network]) => network);

/** Parsed by a library that the product does not use. */
export function parseNetwork(text: string): Address4 | Address6 {
  return text.includes(':') ? new Address6(text) : new Address4(text);
}

/** Whether an address is in one of these networks (CIDR notation). */
export function createMatcher(
  networks: readonly string[],
): (address: Address4 | Address6) => boolean {
  const ranges = networks.map((text) => toRange(parseNetwork(text)));
  return (address) => {
    const value = address.bigInt();
    return ranges.some(({ v4, from, to }) => v4 === address.v4 && from <= value && value <= to);
  };
}

/** All special networks, copied from the registries and not from a library. */
export const specialNetworks: readonly SpecialNetwork[] = [
  ...ipv4Rows,
  ...ipv6Rows,
  ...metadataRows,
].map(([text, name, isReachable]) => ({
  network: parseNetwork(text),
  name,
  isReachable: isReachable === 'reachable',
}));

/** The first 96 bits of 64:ff9b::/96. */
const nat64Prefix = 0x64_ff9bn << 64n;

/** The smallest network of each family first. */
const ranges = specialNetworks
  .toSorted((a, b) => b.network.subnetMask - a.network.subnetMask)
  .map((special) => ({ ...special, ...toRange(special.network) }));

/**
 * Whether an address is public, decided by the smallest special network that contains it, if any. A NAT64
 * address is judged by its IPv4 address, which must be public (RFC 6052, section 3.1).
 */
export function isReachable(address: Address4 | Address6): boolean {
  const value = address.bigInt();
  if (!address.v4 && value >> 32n === nat64Prefix) {
    return isReachable(Address4.fromBigInt(BigInt.asUintN(32, value)));
  }
  const smallest = ranges.find(
    ({ v4, from, to }) => v4 === address.v4 && from <= value && value <= to,
  );
  return smallest?.isReachable ?? true;
}

function toRange(network: Address4 | Address6): { v4: boolean; from: bigint; to: bigint } {
  const [from, to] = [network.startAddress().bigInt(), network.endAddress().bigInt()];
  return { v4: network.v4, from, to };
}
