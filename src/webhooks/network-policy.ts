import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isLocalhostName, isPublicName } from './host-name.ts';

/** Which addresses and names webhooks may lead to. Pure: it looks nothing up. */
export interface NetworkPolicy {
  /** Whether a request may be sent to this IP address. Anything that is not an IP address is refused. */
  isAllowedAddress(address: string): boolean;
  /** Whether a URL may carry this name. The addresses behind it are still checked at each connect. */
  allowsHostName(hostname: string): boolean;
  /** Whether plain `http:` is accepted beside `https:`. */
  readonly allowsHttp: boolean;
}

/** What the operator may change about the policy. Networks are in CIDR notation, IPv4 or IPv6. */
export interface NetworkPolicySettings {
  /** Networks that may be reached though they are not public. */
  readonly allowNetworks: readonly string[];
  /** Networks that are never reached; they win over everything else. */
  readonly denyNetworks: readonly string[];
  readonly allowHttp: boolean;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/**
 * Where clouds answer with the credentials of the machine that asks: everything link-local (AWS, GCP,
 * Azure, ECS, EKS and most others), and the addresses outside of it that AWS, GCP and Scaleway use
 * over IPv6, Azure's WireServer, Alibaba Cloud and Oracle. No setting opens them.
 */
const metadataNetworks: readonly Network[] = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd20:ce::254/128',
  'fd00:42::42/128',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
].map((network) => ipaddr.parseCIDR(network));

/**
 * IPv6 forms that carry an IPv4 address, with the places of its bytes: IPv4-compatible and -translated,
 * NAT64 (RFC 6052; of its local networks, RFC 8215, any prefix may be in use), 6to4, the server of Teredo.
 */
const carriersOfIpv4: readonly { network: Network; at: readonly number[] }[] = (
  [
    ['::/96', [12, 13, 14, 15]],
    ['::ffff:0:0:0/96', [12, 13, 14, 15]],
    ['64:ff9b::/96', [12, 13, 14, 15]],
    ['64:ff9b:1::/48', [12, 13, 14, 15]],
    ['64:ff9b:1::/48', [9, 10, 11, 12]],
    ['64:ff9b:1::/48', [7, 9, 10, 11]],
    ['64:ff9b:1::/48', [6, 7, 9, 10]],
    ['2002::/16', [2, 3, 4, 5]],
    ['2001::/32', [4, 5, 6, 7]],
  ] as const
).map(([network, at]) => ({ network: ipaddr.parseCIDR(network), at }));

/** Global unicast, the only part of IPv6 that the internet routes (RFC 4291, section 2.4). */
const globalUnicast: Network = ipaddr.parseCIDR('2000::/3');

/**
 * Builds the policy from the operator's settings.
 * Throws an Error that names the setting's text when a network is not in CIDR notation.
 */
export function createNetworkPolicy(settings: NetworkPolicySettings): NetworkPolicy {
  const allowed = settings.allowNetworks.map(parseNetwork);
  const denied = settings.denyNetworks.map(parseNetwork);
  const isAllowedAddress = (text: string): boolean => {
    const address = parseAddress(text);
    if (address === null || meansOneOf(address, denied) || isMetadata(address)) return false;
    return isPublic(address, text) || isInside(address, allowed);
  };
  const allowsLoopback = isAllowedAddress('127.0.0.1') || isAllowedAddress('::1');
  return {
    isAllowedAddress,
    allowsHostName: (name) => isPublicName(name) || (allowsLoopback && isLocalhostName(name)),
    allowsHttp: settings.allowHttp,
  };
}

/**
 * Whether an address is an ordinary one of the public internet. An IPv4 address inside an IPv6 form
 * never is, also when the IPv4 address alone would be. What is not an IP address is not public.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && !isMetadata(address) && isPublic(address, text);
}

/** `net.isIP` first: ipaddr.js also reads `0x7f.1` and the like, which no socket reports. */
function parseAddress(text: string): Address | null {
  // A zone (`%eth0`) names an interface of this machine.
  return isIP(text) === 0 || text.includes('%') ? null : ipaddr.process(text);
}

function isPublic(address: Address, text: string): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' ? isIP(text) === 4 : address.match(globalUnicast);
}

function isMetadata(address: Address): boolean {
  return meansOneOf(address, metadataNetworks);
}

/** Whether the address, or an IPv4 address that it carries, is in one of the networks. */
function meansOneOf(address: Address, networks: readonly Network[]): boolean {
  if (isInside(address, networks)) return true;
  const bytes = address.toByteArray();
  return carriersOfIpv4.some(
    ({ network, at }) =>
      isInside(address, [network]) &&
      isInside(ipaddr.fromByteArray(at.map((place) => bytes[place] ?? 0)), networks),
  );
}

function isInside(address: Address, networks: readonly Network[]): boolean {
  return networks.some((network) => network[0].kind() === address.kind() && address.match(network));
}

function parseNetwork(text: string): Network {
  const [address = '', bits = '', ...rest] = text.trim().split('/');
  const bitsMax = isIP(address) === 4 ? 32 : 128;
  const isValid = isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax;
  if (!isValid || rest.length > 0 || address.includes('%')) {
    throw new Error(`"${text}" is not a network in CIDR notation such as 10.0.0.0/8 or fd00::/8`);
  }
  return unwrapMapped(ipaddr.parse(address), Number(bits));
}

/** A network of IPv4-mapped addresses means the IPv4 network: addresses are compared in that form. */
function unwrapMapped(address: Address, bits: number): Network {
  const isMapped = 'isIPv4MappedAddress' in address && address.isIPv4MappedAddress();
  return isMapped && bits >= 96 ? [address.toIPv4Address(), bits - 96] : [address, bits];
}
