import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IPv4 or IPv6 address. IPv4-mapped addresses are represented as IPv4. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Parses an address in the notation of sockets and name servers; null for everything else, including
 * addresses with a zone (`%eth0`), which refer to an interface of this machine.
 */
export function parseAddress(text: string): Address | null {
  // `net.isIP` comes first, because ipaddr.js also accepts notations such as `0x7f.1`.
  if (isIP(text) === 0 || text.includes('%')) return null;
  // ipaddr.js parses `::1.2.3.4` as IPv4-mapped, but it is IPv4-compatible (RFC 4291, section 2.5.5.1).
  return ipaddr.process(text.replace(/^::(?=\d+\.)/, '::0:'));
}
