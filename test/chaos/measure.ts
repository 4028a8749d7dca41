import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import type { Fault } from './faults/fault.ts';
import type { Book, Journal, NodeOfRun } from './journal.ts';

/** What a run shows besides its promises; times in milliseconds. */
export interface Measures {
  /** From the death of a node to the next attempt of what it was sending. */
  redeliveryMs: readonly number[];
  /** The same where no other fault lay in between. */
  undisturbedRedeliveryMs: readonly number[];
  /** From the end of a fault of the database or of the way to it until events are accepted and sent again. */
  recoveryMs: readonly number[];
  /** Deliveries that came again after their receiver had answered 2xx. */
  duplicateCount: number;
  /** Deliveries that FAILED though no request of them arrived: every attempt was lost before. */
  unsentCount: number;
}

const databaseFaults: ReadonlySet<Fault['kind']> = new Set(['database', 'connections', 'network']);

/** Reads the figures out of the journal. */
export function measure(journal: Journal, book: Book): Measures {
  const killed = journal.nodes.filter(({ end }) => end === 'killed');
  const arrivals = groupArrivals(journal);
  const unknown = new Set(
    book.attempts
      .filter(({ errorCode }) => errorCode === 'OUTCOME_UNKNOWN')
      .map(({ deliveryId, number }) => `${deliveryId}/${number}`),
  );
  const found = killed.flatMap((node) =>
    findRedeliveries(node, unknown, arrivals).map((ms) => ({ ms, node })),
  );
  return {
    redeliveryMs: found.map(({ ms }) => ms),
    undisturbedRedeliveryMs: found
      .filter(({ ms, node }) => !isDisturbed(journal, node, ms))
      .map(({ ms }) => ms),
    recoveryMs: measureRecoveries(journal),
    duplicateCount: countDuplicates(journal),
    unsentCount: book.deliveries.filter(
      ({ id, status }) => status === 'FAILED' && !arrivals.has(id),
    ).length,
  };
}

type Arrivals = ReadonlyMap<string, readonly { at: number; attempt: number }[]>;

function groupArrivals({ requests }: Journal): Arrivals {
  const rows = requests.map(({ headers, at }) => ({
    id: decodeId(IdPrefix.delivery, headers['x-stockaj-delivery'] ?? '') ?? '',
    at,
    attempt: Number(headers['x-stockaj-attempt']),
  }));
  return Map.groupBy(rows, ({ id }) => id);
}

function findRedeliveries(
  node: NodeOfRun,
  unknown: ReadonlySet<string>,
  arrivals: Arrivals,
): number[] {
  return node.reports.flatMap((report) => {
    if (report.kind !== 'request') return [];
    const id = decodeId(IdPrefix.delivery, report.delivery) ?? '';
    if (!unknown.has(`${id}/${report.attempt}`)) return [];
    const next = arrivals
      .get(id)
      ?.find(({ at, attempt }) => attempt > report.attempt && at > node.endedAt);
    return next ? [next.at - node.endedAt] : [];
  });
}

/** Another fault came between the death and the next attempt, or lasted into that time. */
function isDisturbed({ faults }: Journal, { endedAt, name }: NodeOfRun, ms: number): boolean {
  return faults.some(
    (fault) =>
      fault.node !== name && fault.startedAt < endedAt + ms && fault.endedAt > endedAt - 2_000,
  );
}

function measureRecoveries({ faults, requests, accepted }: Journal): number[] {
  return faults
    .filter(({ kind, node }) => databaseFaults.has(kind) && node === null)
    .flatMap(({ endedAt }) => {
      const sent = requests.find(({ at }) => at >= endedAt);
      const taken = accepted.find(({ at }) => at >= endedAt);
      return sent && taken ? [Math.max(sent.at, taken.at) - endedAt] : [];
    });
}

function countDuplicates({ requests }: Journal): number {
  const delivered = new Set<string>();
  let count = 0;
  for (const { headers, answered } of requests) {
    const id = headers['x-stockaj-delivery'] ?? '';
    if (delivered.has(id)) count += 1;
    if (typeof answered === 'number' && answered >= 200 && answered < 300) delivered.add(id);
  }
  return count;
}
