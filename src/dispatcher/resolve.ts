import { NOTFOUND } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { within } from '../kernel/index.ts';
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

/** Who is asked and for how long; the machine's settings and ours when left out. */
export interface ResolverSettings {
  readonly policy: NetworkPolicy;
  /** Addresses of DNS servers, with a port if it is not 53. */
  readonly servers?: readonly string[];
  /** How long the second family may take once the first has answered, in ms; 50 when left out. */
  readonly secondFamilyWaitMs?: number;
  /** The most queries that go on although nobody waits for them; 10,000 when left out. */
  readonly abandonedMax?: number;
}

/** `localhost` and every name under it, with or without the dot of the root. */
const localhostName = /^(?:.+\.)?localhost\.?$/i;

/** RFC 8305, section 3, gives the second family 50 ms as well. */
const SECOND_FAMILY_WAIT_MS = 50;

/** A query that gets no answer takes 6 s to end. c-ares tells queries apart by 16 bits, far above this. */
const ABANDONED_MAX = 10_000;

/**
 * A look-up over DNS alone: `/etc/hosts` and search domains play no part. It runs on c-ares and not on
 * the few threads of `dns.lookup`, so that slow name servers cannot hold up everything else.
 * `localhost` and names under it are not asked for: they are this machine (RFC 6761, section 6.3), with
 * those of its two addresses that the policy allows.
 *
 * Both families are asked at once. A name server that never answers for one of them costs 50 ms, not the
 * 6 s that c-ares takes to give up. An answer that comes later is dropped: no later look-up sees it either.
 */
export function createResolver(settings: ResolverSettings): Resolve {
  const { policy, servers } = settings;
  // 2 s for the first of two tries, then 4 s: within the usual 10 s of a webhook.
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers !== undefined) resolver.setServers([...servers]);
  const askBoth = createFamilyRace(settings);
  return async (hostname) =>
    localhostName.test(hostname)
      ? listLoopback(policy)
      : askBoth(
          readAnswer(resolver.resolve4(hostname), 4),
          readAnswer(resolver.resolve6(hostname), 6),
        );
}

/** The answer about one family: addresses, or why there are none. */
interface FamilyAnswer {
  readonly family: 4 | 6;
  readonly addresses: readonly ResolvedAddress[];
  readonly error?: NodeJS.ErrnoException;
}

/** Makes what waits for both families, or for one and a little longer, and lists what they gave. */
function createFamilyRace({
  secondFamilyWaitMs = SECOND_FAMILY_WAIT_MS,
  abandonedMax = ABANDONED_MAX,
}: ResolverSettings) {
  let abandonedCount = 0;

  /** The later answer; null when it does not come in time. */
  async function waitALittle(later: Promise<FamilyAnswer>): Promise<FamilyAnswer | null> {
    let second: FamilyAnswer | null = null;
    const noted = later.then((answer) => void (second = answer));
    if (!(await within(secondFamilyWaitMs, noted))) {
      abandonedCount += 1;
      void noted.finally(() => (abandonedCount -= 1));
    }
    return second;
  }

  return async (v4: Promise<FamilyAnswer>, v6: Promise<FamilyAnswer>) => {
    const first = await Promise.race([v4, v6]);
    const later = first.family === 4 ? v6 : v4;
    const isImpatient = settlesTheName(first) && abandonedCount < abandonedMax;
    const second = isImpatient ? await waitALittle(later) : await later;
    return listAddresses(second === null ? [first] : [first, second]);
  };
}

/**
 * Whether one answer is enough to go on without the other family: addresses are, and so is the word of A
 * that there is no such name. Some servers say that of AAAA for every name (RFC 4074, section 4.2), and
 * no address in one family says nothing about the other.
 */
function settlesTheName({ family, addresses, error }: FamilyAnswer): boolean {
  return addresses.length > 0 || (family === 4 && error?.code === NOTFOUND);
}

/** IPv4 first. Throws what the first family said when neither has an address. */
function listAddresses(answers: readonly FamilyAnswer[]): ResolvedAddress[] {
  const sorted = answers.toSorted((a, b) => a.family - b.family);
  const addresses = sorted.flatMap((it) => it.addresses);
  const [first] = sorted;
  if (addresses.length === 0 && first?.error !== undefined) throw first.error;
  return addresses;
}

async function readAnswer(query: Promise<string[]>, family: 4 | 6): Promise<FamilyAnswer> {
  try {
    const addresses = (await query).map((address) => ({ address, family }));
    return { family, addresses };
  } catch (error) {
    return { family, addresses: [], error: error as NodeJS.ErrnoException };
  }
}

function listLoopback(policy: NetworkPolicy): ResolvedAddress[] {
  const loopback: ResolvedAddress[] = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  return loopback.filter(({ address }) => policy.isAllowedAddress(address));
}
