import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import type { Fault } from './faults/fault.ts';
import type { Book, Journal, NodeOfRun } from './journal.ts';

/** Further figures of a run; times in milliseconds. */
export interface Measures {
  /** From the death of a node to the next attempt of what it was sending. */
  redeliveryMs: readonly number[];
  /** The same, without another fault in between. */
  undisturbedRedeliveryMs: readonly number[];
  /** From the end of a database or network fault until events are accepted and sent again. */
  recoveryMs: readonly number[];
  /** Deliveries sent again after their receiver had answered 2xx. */
  duplicateCount: number;
  /** FAILED deliveries of which no request arrived: every attempt was lost. */
  unsentCount: number;
}

const databaseFaults: ReadonlySet<Fault['kind']> = new Set(['database', 'connections', 'network']);

/** Computes the figures from the journal. */
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

/** Whether another fault happened or lasted between the death and the next attempt. */
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
