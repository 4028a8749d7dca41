import { NOTFOUND } from 'node:dns';
import { withTimeout } from '../../kernel/index.ts';
import type { FoundAddresses, ResolvedAddress } from './resolved-address.ts';

/** RFC 8305, section 3, gives the second family 50 ms as well. */
const defaultWaitMs = 50;

/** A query that gets no answer takes 6 s to end. c-ares tells queries apart by 16 bits, far above this. */
const defaultAbandonedMax = 10_000;

/** For tests; ours when left out. */
export interface FamilyRaceSettings {
  /** Milliseconds that the second family may take once the first has answered; 50 when left out. */
  secondFamilyWaitMs?: number;
  /** The most queries that go on although nobody waits for them; 10,000 when left out. */
  abandonedMax?: number;
}

/** The answer about one family: addresses, or why there are none. */
interface FamilyAnswer {
  family: 4 | 6;
  addresses: readonly ResolvedAddress[];
  error?: NodeJS.ErrnoException;
}

/** Makes a wait for both families, or for one and a little longer. It throws when neither has an address. */
export function createFamilyRace({
  secondFamilyWaitMs = defaultWaitMs,
  abandonedMax = defaultAbandonedMax,
}: FamilyRaceSettings) {
  let abandonedCount = 0;

  /** The later answer; null when it does not come in time. */
  async function waitALittle(later: Promise<FamilyAnswer>): Promise<FamilyAnswer | null> {
    let second: FamilyAnswer | null = null;
    const noted = later.then((answer) => void (second = answer));
    if (!(await withTimeout(secondFamilyWaitMs, noted))) {
      abandonedCount += 1;
      void noted.finally(() => (abandonedCount -= 1));
    }
    return second;
  }

  return async (v4: Promise<FamilyAnswer>, v6: Promise<FamilyAnswer>): Promise<FoundAddresses> => {
    const first = await Promise.race([v4, v6]);
    const later = first.family === 4 ? v6 : v4;
    const isImpatient = settlesTheName(first) && abandonedCount < abandonedMax;
    const second = isImpatient ? await waitALittle(later) : await later;
    if (second !== null) return { addresses: listAddresses([first, second]) };
    return { addresses: listAddresses([first]), late: later.then((it) => it.addresses) };
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

/** Waits for the answer about one family; never rejects. */
export async function readAnswer(query: Promise<string[]>, family: 4 | 6): Promise<FamilyAnswer> {
  try {
    const addresses = (await query).map((address) => ({ address, family }));
    return { family, addresses };
  } catch (error) {
    return { family, addresses: [], error: error as NodeJS.ErrnoException };
  }
}
