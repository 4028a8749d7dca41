import { decodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type { Fault } from '../faults/fault.ts';
import type { Journal, NodeOfRun, Violation } from '../journal.ts';
import type { Evidence } from './index-book.ts';

/** Other faults that can prevent a node from recording its results. */
const others: ReadonlySet<Fault['kind']> = new Set(['stop', 'database', 'connections', 'network']);
/** Milliseconds for which a fault can still have effects. */
const afterMs = 8_000;

/** A graceful stop leaves no attempt with an unknown outcome, unless the database failed meanwhile. */
export function checkStops(evidence: Evidence): Violation[] {
  const { journal } = evidence;
  return journal.nodes
    .filter((node) => node.end === 'stopped in order' && !isDisturbed(journal, node))
    .flatMap((node) => findUnknown(evidence, node));
}

function isDisturbed({ faults }: Journal, { endedAt }: NodeOfRun): boolean {
  return faults.some(
    (fault) =>
      others.has(fault.kind) && fault.startedAt <= endedAt && fault.endedAt >= endedAt - afterMs,
  );
}

function findUnknown({ attemptsOf }: Evidence, { name, reports, endedAt }: NodeOfRun): Violation[] {
  const lastMoments = reports.filter(({ at }) => at > endedAt - afterMs);
  return lastMoments.flatMap((report) => {
    if (report.kind !== 'request') return [];
    const id = decodeId(IdPrefix.delivery, report.delivery) ?? '';
    const row = attemptsOf.get(id)?.find(({ number }) => number === report.attempt);
    if (row?.errorCode !== 'OUTCOME_UNKNOWN') return [];
    const evidence = { node: name, endedAt, report, attempts: attemptsOf.get(id) };
    return [{ promise: 'process', what: 'a stop in order left an unknown outcome', evidence }];
  });
}
