import { openSync, writeSync } from 'node:fs';
import type { NodeReport } from '../journal.ts';

type Untimed<Report> = Report extends unknown ? Omit<Report, 'at'> : never;

/** Writes one line about this process, at once: what was written is kept when the process is killed. */
export type WriteReport = (report: Untimed<NodeReport>) => void;

/** Opens the file of a node's reports. */
export function openReport(path: string): WriteReport {
  const file = openSync(path, 'a');
  return (report) => void writeSync(file, `${JSON.stringify({ at: Date.now(), ...report })}\n`);
}
