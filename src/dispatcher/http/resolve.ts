import { Resolver } from 'node:dns/promises';
import type { NetworkPolicy } from '../../webhooks/index.ts';
import { createFamilyRace, readAnswer, type FamilyRaceSettings } from './family-race.ts';
import { createMachineLookUp } from './machine-look-up.ts';
import type { FoundAddresses, ResolvedAddress } from './resolved-address.ts';

/**
 * Looks a name up in both families and gives its addresses, unchecked. When there is none it rejects, or
 * gives none. The signal says that nobody waits any more; a look-up may ignore it.
 */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<FoundAddresses>;

/** Who is asked and for how long; the machine's settings and ours when left out. */
export interface ResolverSettings extends FamilyRaceSettings {
  policy: NetworkPolicy;
  /** Addresses of DNS servers, with a port if it is not 53. */
  servers?: readonly string[];
}

/** `localhost` and every name under it, with or without the dot of the root. */
const localhostName = /^(?:.+\.)?localhost\.?$/i;

/**
 * A look-up over DNS alone: `/etc/hosts` and search domains play no part. It runs on c-ares and not on
 * the few threads of `dns.lookup`, so that slow name servers cannot hold up everything else. Only names
 * that the operator allowed are looked up as the machine does, since that is where they are known.
 * `localhost` and names under it are not asked for: they are this machine (RFC 6761, section 6.3), with
 * those of its two addresses that the policy allows.
 *
 * Both families are asked at once. A name server that never answers for one of them costs 50 ms, not the
 * 6 s that c-ares takes to give up. The answer that comes later is given apart, and no other look-up sees it.
 */
export function createResolver(settings: ResolverSettings): Resolve {
  const { policy, servers } = settings;
  // 2 s for the first of two tries, then 4 s: within the usual 10 s of a webhook.
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
