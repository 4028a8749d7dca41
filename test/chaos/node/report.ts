import { openSync, writeSync } from 'node:fs';
import type { NodeReport } from '../journal.ts';

type Untimed<Report> = Report extends unknown ? Omit<Report, 'at'> : never;

/** Writes one line synchronously, so that it survives SIGKILL. */
export type WriteReport = (report: Untimed<NodeReport>) => void;

/** Opens a node's report file. */
export function openReport(path: string): WriteReport {
  const file = openSync(path, 'a');
  return (report) => void writeSync(file, `${JSON.stringify({ at: Date.now(), ...report })}\n`);
}
