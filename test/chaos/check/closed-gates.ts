import type { NodeOfRun, NodeReport, Violation } from '../journal.ts';
import type { Evidence } from './index-book.ts';

/** Promise 3: after a failed record or renewal no request starts until one succeeds. */
export function checkClosedGates({ journal }: Evidence): Violation[] {
  return journal.nodes.flatMap(checkNode);
}

function checkNode({ name, reports }: NodeOfRun): Violation[] {
  let closedBy: NodeReport | null = null;
  const violations: Violation[] = [];
  for (const report of reports) {
    if (report.kind === 'log' && report.msg.includes('gate closed')) closedBy = report;
    else if (report.kind === 'log' && report.msg.includes('gate opened')) closedBy = null;
    else if (report.kind === 'request' && closedBy) {
      const evidence = { node: name, closedBy, request: report };
      violations.push({
        promise: 3,
        what: 'a request started while nothing could be written',
        evidence,
      });
    }
  }
  return violations;
}
