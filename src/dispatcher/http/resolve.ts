import { Resolver } from 'node:dns/promises';
import type { NetworkPolicy } from '../../webhooks/index.ts';
import { createFamilyRace, readAnswer, type FamilyRaceSettings } from './family-race.ts';
import { createMachineLookUp } from './machine-look-up.ts';
import type { FoundAddresses, ResolvedAddress } from './resolved-address.ts';

/**
 * Looks a name up in both address families and returns its addresses, unchecked. Without any, it rejects or
 * returns an empty list. The signal aborts when the caller no longer waits; a look-up may ignore it.
 */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<FoundAddresses>;

/** The settings of a resolver. */
export interface ResolverSettings extends FamilyRaceSettings {
  policy: NetworkPolicy;
  /** Addresses of DNS servers, with a port if it is not 53; the machine's own when left out. */
  servers?: readonly string[];
}

/** `localhost` and every name below it, with or without the final dot. */
const localhostName = /^(?:.+\.)?localhost\.?$/i;

/**
 * Makes a look-up that uses DNS alone, without `/etc/hosts` and search domains. It runs on c-ares, not on the
 * few threads of `dns.lookup`, so that slow name servers cannot block everything else. Only names that the
 * operator allowed are looked up by the machine's own rules, because only the machine may know them.
 * `localhost` and names below it need no look-up: they are this machine (RFC 6761, section 6.3), and lead
 * to those of its two addresses that the policy allows.
 *
 * Both families are queried at once. A name server that never answers for one of them costs 50 ms, not the
 * 6 s that c-ares takes to give up. A later answer is returned separately, and no other look-up sees it.
 */
export function createResolver(settings: ResolverSettings): Resolve {
  const { policy, servers } = settings;
  // 2 s for the first of two tries, then 4 s: less than the usual 10 s of a webhook.
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers !== undefined) resolver.setServers([...servers]);
  const askBoth = createFamilyRace(settings);
  const lookUpOnMachine = createMachineLookUp();
  return async (hostname, signal) => {
    if (localhostName.test(hostname)) return { addresses: listLoopback(policy) };
    if (policy.isNamedByOperator(hostname)) {
      return { addresses: await lookUpOnMachine(hostname, signal) };
    }
    return askBoth(
      readAnswer(resolver.resolve4(hostname), 4),
      readAnswer(resolver.resolve6(hostname), 6),
    );
  };
}

function listLoopback(policy: NetworkPolicy): ResolvedAddress[] {
  const loopback: ResolvedAddress[] = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  return loopback.filter(({ address }) => policy.isAllowedAddress(address));
}
