import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { createHostMatcher, isMetadataName } from './allowed-hosts.ts';
import { listCarriedIpv4 } from './carried-ipv4.ts';
import { isLocalhostName, isPublicName } from './host-name.ts';
import { parseAddress, type Address } from './parse-address.ts';

/** Decides which addresses and names webhooks may lead to. Pure: makes no DNS lookups. */
export interface NetworkPolicy {
  /** Whether a request may be sent to this IP address; false for anything that is not an IP address. */
  isAllowedAddress(address: string): boolean;
  /** Whether a URL may contain this name. Its addresses are checked again at each connect. */
  allowsHostName(hostname: string): boolean;
  /** Whether the operator allowed this name explicitly; the system resolver then looks it up. */
  isNamedByOperator(hostname: string): boolean;
  /** Whether the operator lets webhooks of every chat format lead to this name. */
  isChatHost(hostname: string): boolean;
  /** Whether `http:` is accepted in addition to `https:`. */
  allowsHttp: boolean;
}

/** The operator's settings for the policy. Networks are in CIDR notation, IPv4 or IPv6. */
export interface NetworkPolicySettings {
  /** Networks that are allowed although they are not public. */
  allowNetworks: readonly string[];
  /** Networks that are always refused; they take precedence over everything else. */
  denyNetworks: readonly string[];
  /** Names or `*.suffix` that a URL may contain although they are not public; none by default. */
  allowHosts?: readonly string[];
  /** Names or `*.suffix` of chat servers that webhooks of every chat format may lead to; none by default. */
  chatHosts?: readonly string[];
  allowHttp: boolean;
}

type Network = [Address, number];

/**
 * Cloud metadata services, which hand out the credentials of the machine that calls them: everything
 * link-local (AWS, GCP, Azure, ECS, EKS and most others), the IPv6 addresses of AWS, GCP and Scaleway
 * outside of it, Azure's WireServer, Alibaba Cloud and Oracle. No setting allows them.
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

/** Well-known NAT64 prefix, through which an IPv6-only network reaches public IPv4 (RFC 6052). */
const nat64: Network = ipaddr.parseCIDR('64:ff9b::/96');

/** Global unicast, the only part of IPv6 routed on the internet (RFC 4291, section 2.4). */
const globalUnicast: Network = ipaddr.parseCIDR('2000::/3');

/**
 * Builds the policy from the operator's settings.
 *
 * @throws Error quoting a network that is not in CIDR notation
 */
export function createNetworkPolicy(settings: NetworkPolicySettings): NetworkPolicy {
  const allowed = settings.allowNetworks.map(parseNetwork);
  const denied = settings.denyNetworks.map(parseNetwork);
  const isAllowedAddress = (text: string): boolean => {
    const address = parseAddress(text);
    if (address === null || meansOneOf(address, denied) || isMetadata(address)) return false;
    if (!carriesPublicIpv4Only(address)) return false;
    return isPublic(address, text) || isInside(address, allowed);
  };
  const isNamedByOperator = createHostMatcher(settings.allowHosts ?? []);
  const allowsLoopback = isAllowedAddress('127.0.0.1') || isAllowedAddress('::1');
  return {
    isAllowedAddress,
    allowsHostName: (name) =>
      (isPublicName(name) && !isMetadataName(name)) ||
      (allowsLoopback && isLocalhostName(name)) ||
      isNamedByOperator(name),
    isNamedByOperator,
    isChatHost: createHostMatcher(settings.chatHosts ?? []),
    allowsHttp: settings.allowHttp,
  };
}

/**
 * Whether an address is an ordinary address on the public internet. Among the IPv6 forms that embed an
 * IPv4 address only NAT64 counts, if that IPv4 address is public. False for anything but an IP address.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (address === null || isMetadata(address) || !carriesPublicIpv4Only(address)) return false;
  return isPublic(address, text);
}

function isPublic(address: Address, text: string): boolean {
  if (isInside(address, [nat64])) return true;
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' ? isIP(text) === 4 : address.match(globalUnicast);
}

/**
 * Whether all IPv4 addresses embedded in an address are public; true if there are none. No setting allows
 * others: a private address behind a translator or tunnel belongs to its network, not to ours, and
 * loopback is the translator itself.
 */
function carriesPublicIpv4Only(address: Address): boolean {
  const carried = listCarriedIpv4(address);
  const meant = carried.filter(({ isRegular }) => isRegular);
  if (carried.length === 0) return true;
  return meant.length > 0 && meant.every((it) => it.address.range() === 'unicast');
}

function isMetadata(address: Address): boolean {
  return meansOneOf(address, metadataNetworks);
}

/** Whether the address, or an IPv4 address it may embed, is in one of the networks. */
function meansOneOf(address: Address, networks: readonly Network[]): boolean {
  const meant = [address, ...listCarriedIpv4(address).map((it) => it.address)];
  return meant.some((it) => isInside(it, networks));
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

/** Converts a network of IPv4-mapped addresses to IPv4, the form in which addresses are compared. */
function unwrapMapped(address: Address, bits: number): Network {
  const isMapped = 'isIPv4MappedAddress' in address && address.isIPv4MappedAddress();
  return isMapped && bits >= 96 ? [address.toIPv4Address(), bits - 96] : [address, bits];
}
