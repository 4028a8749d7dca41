import type { FaultKind, Fault } from './faults/fault.ts';
import type { Book, Journal } from './journal.ts';
import type { Measures } from './measure.ts';

/** The command of the run. */
export interface RunHeader {
  command: string;
  seed: number;
  minutes: number;
  leaseSeconds: number;
}

/** Counts known only to the publishers. */
export interface PublishCounts {
  calls: number;
  repeats: number;
  refused: number;
}

/** Summarizes the run in Markdown: the faults and the service's figures. */
export function describeRun(
  header: RunHeader,
  journal: Journal,
  book: Book,
  measures: Measures,
  counts: PublishCounts,
  stopMs: readonly number[],
  violationCount: number,
): string {
  const { minutes, leaseSeconds } = header;
  const unknownCount = book.attempts.filter(
    ({ errorCode }) => errorCode === 'OUTCOME_UNKNOWN',
  ).length;
  const rows: [string, string][] = [
    ['command', `\`${header.command}\``],
    ['seed', String(header.seed)],
    ['duration', `${minutes.toFixed(1)} min of faults`],
    ['node processes', String(journal.nodes.length)],
    ['faults', countBy(journal.faults.map(({ kind }) => kind))],
    ...(['kill', 'connections', 'network'] as const).map((kind): [string, string] => [
      `of them ${kind}`,
      countHows(journal.faults, kind),
    ]),
    ['calls to publish', `${counts.calls}, repeated ${counts.repeats}, refused ${counts.refused}`],
    ['events accepted', String(journal.accepted.length)],
    ['deliveries', countBy(book.deliveries.map(({ status }) => status))],
    ['attempts logged', `${book.attempts.length}, of them OUTCOME_UNKNOWN ${unknownCount}`],
    ['requests received', String(journal.requests.length)],
    ['FAILED without a request that arrived', String(measures.unsentCount)],
    ['delivered again after a 2xx', String(measures.duplicateCount)],
    [`redelivery after a kill (lease ${leaseSeconds} s)`, quantiles(measures.redeliveryMs)],
    ['the same, no other fault meanwhile', quantiles(measures.undisturbedRedeliveryMs)],
    ['recovery after a fault of the database', quantiles(measures.recoveryMs)],
    ['SIGTERM to exit 0', quantiles(stopMs)],
    ['violations', String(violationCount)],
  ];
  return ['| what | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
    '\n',
  );
}

function countHows(faults: readonly Fault[], kind: FaultKind): string {
  return countBy(faults.filter((fault) => fault.kind === kind).map(({ how }) => how));
}

/** `20 (a 12, b 8)` */
function countBy(names: readonly string[]): string {
  const groups = [...Map.groupBy(names, (name) => name)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = groups.map(([name, same]) => `${name} ${same.length}`);
  return parts.length === 0 ? '0' : `${names.length} (${parts.join(', ')})`;
}

function quantiles(milliseconds: readonly number[]): string {
  if (milliseconds.length === 0) return 'none';
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  return `${sorted.length} times, p50 ${seconds(at(0.5))}, p95 ${seconds(at(0.95))}, max ${seconds(at(1))}`;
}
