import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IPv4 or IPv6 address; an IPv4-mapped one is that IPv4 address. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Reads an address as sockets and name servers write it; null for everything else, also for one with a
 * zone (`%eth0`), which names an interface of this machine.
 */
export function parseAddress(text: string): Address | null {
  // `net.isIP` first: ipaddr.js also reads `0x7f.1` and the like, which no socket reports.
  if (isIP(text) === 0 || text.includes('%')) return null;
  // ipaddr.js reads `::1.2.3.4` as IPv4-mapped, but it is IPv4-compatible (RFC 4291, section 2.5.5.1).
  return ipaddr.process(text.replace(/^::(?=\d+\.)/, '::0:'));
}
