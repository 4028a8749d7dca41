import { Resolver } from 'node:dns/promises';
import type { NetworkPolicy } from '../webhooks/index.ts';

/** One address that a name leads to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Looks a name up and gives all its addresses of both families, unchecked. When there is none it rejects,
 * or gives none. The signal says that nobody waits any more; a look-up may ignore it.
 */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<ResolvedAddress[]>;

/** Who answers, for tests and for operators with a server of their own; else the machine's settings. */
export interface ResolverSettings {
  readonly policy: NetworkPolicy;
  /** Addresses of DNS servers, with a port if it is not 53. */
  readonly servers?: readonly string[];
}

/** `localhost` and every name under it, with or without the dot of the root. */
const localhostName = /^(?:.+\.)?localhost\.?$/i;

/**
 * A look-up over DNS alone: `/etc/hosts` and search domains play no part. It runs on c-ares and not on
 * the few threads of `dns.lookup`, so that slow name servers cannot hold up everything else.
 * `localhost` and names under it are not asked for: they are this machine (RFC 6761, section 6.3), with
 * those of its two addresses that the policy allows.
 */
export function createResolver({ policy, servers }: ResolverSettings): Resolve {
  // 2 s for the first of two tries, then 4 s: a server that is silent for one family then still
  // leaves time within the usual 10 s of a webhook to use the other family.
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers !== undefined) resolver.setServers([...servers]);
  return async (hostname) =>
    localhostName.test(hostname) ? listLoopback(policy) : lookUp(resolver, hostname);
}

/** One family is enough: many name servers answer well for A and badly for AAAA. */
async function lookUp(resolver: Resolver, hostname: string): Promise<ResolvedAddress[]> {
  const [v4, v6] = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ]);
  if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
  return [...listAnswers(v4, 4), ...listAnswers(v6, 6)];
}

function listAnswers(
  answer: PromiseSettledResult<string[]>,
  family: ResolvedAddress['family'],
): ResolvedAddress[] {
  return answer.status === 'rejected' ? [] : answer.value.map((address) => ({ address, family }));
}

function listLoopback(policy: NetworkPolicy): ResolvedAddress[] {
  const loopback: ResolvedAddress[] = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  return loopback.filter(({ address }) => policy.isAllowedAddress(address));
}
