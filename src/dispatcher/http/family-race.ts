import { NOTFOUND } from 'node:dns';
import { withTimeout } from '../../kernel/index.ts';
import type { FoundAddresses, ResolvedAddress } from './resolved-address.ts';

/** The same time as in RFC 8305, section 3. */
const defaultWaitMs = 50;

/** A query without an answer takes 6 s to end. c-ares has 65,536 ids for queries, far more than this. */
const defaultAbandonedMax = 10_000;

/** Settings for tests. */
export interface FamilyRaceSettings {
  /** Wait for the second family after the first has answered, in ms; 50 when left out. */
  secondFamilyWaitMs?: number;
  /** The most queries that may go on after their look-up has returned; 10,000 when left out. */
  abandonedMax?: number;
}

/** The answer for one family: addresses, or why there are none. */
interface FamilyAnswer {
  family: 4 | 6;
  addresses: readonly ResolvedAddress[];
  error?: NodeJS.ErrnoException;
}

/**
 * Creates a function that waits for both families, or briefly for the second once the first has answered.
 * The function throws when neither has an address.
 */
export function createFamilyRace({
  secondFamilyWaitMs = defaultWaitMs,
  abandonedMax = defaultAbandonedMax,
}: FamilyRaceSettings) {
  let abandonedCount = 0;

  /** Returns the later answer; null if it does not arrive in time. */
  async function waitBriefly(later: Promise<FamilyAnswer>): Promise<FamilyAnswer | null> {
    let second: FamilyAnswer | null = null;
    const arrived = later.then((answer) => void (second = answer));
    if (!(await withTimeout(secondFamilyWaitMs, arrived))) {
      abandonedCount += 1;
      void arrived.finally(() => (abandonedCount -= 1));
    }
    return second;
  }

  return async (v4: Promise<FamilyAnswer>, v6: Promise<FamilyAnswer>): Promise<FoundAddresses> => {
    const first = await Promise.race([v4, v6]);
    const later = first.family === 4 ? v6 : v4;
    const isEnough = settlesName(first) && abandonedCount < abandonedMax;
    const second = isEnough ? await waitBriefly(later) : await later;
    if (second !== null) return { addresses: listAddresses([first, second]) };
    return { addresses: listAddresses([first]), late: later.then((it) => it.addresses) };
  };
}

/**
 * Whether one answer is enough: one with addresses, or NXDOMAIN for A. NXDOMAIN for AAAA is not enough: some
 * servers return it for every name (RFC 4074, section 4.2). An empty answer is not enough either: it says
 * nothing about the other family.
 */
function settlesName({ family, addresses, error }: FamilyAnswer): boolean {
  return addresses.length > 0 || (family === 4 && error?.code === NOTFOUND);
}

/** Lists all addresses, IPv4 first. Without any, throws the first family's error. */
function listAddresses(answers: readonly FamilyAnswer[]): ResolvedAddress[] {
  const sorted = answers.toSorted((a, b) => a.family - b.family);
  const addresses = sorted.flatMap((it) => it.addresses);
  const [first] = sorted;
  if (addresses.length === 0 && first?.error !== undefined) throw first.error;
  return addresses;
}

/** Waits for the answer for one family; never rejects. */
export async function readAnswer(query: Promise<string[]>, family: 4 | 6): Promise<FamilyAnswer> {
  try {
    const addresses = (await query).map((address) => ({ address, family }));
    return { family, addresses };
  } catch (error) {
    return { family, addresses: [], error: error as NodeJS.ErrnoException };
  }
}
