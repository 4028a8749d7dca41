/** Groups of faults, as `--faults` names them. */
export const faultKinds = ['kill', 'stop', 'term', 'database', 'connections', 'network'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Where a node ends by SIGKILL: around a step of a delivery's way, or by the clock. */
export const stepPoints = {
  publish: ['before publish', 'publish sent', 'after publish'],
  claim: ['before claim', 'claim sent', 'after claim'],
  request: ['after connect', 'after request', 'after answer'],
  record: ['before record', 'record sent', 'after record'],
  takeover: ['before takeover', 'takeover sent', 'after takeover'],
} as const;
export const timedPoints = ['at random', 'in shutdown'] as const;

/** What is to be done, chosen by the seed alone. */
export interface PlannedFault {
  kind: FaultKind;
  /** A point for `kill`; `all`, `half` or `cancel` for `connections`; `cut`, `stall` or `trickle` for `network`. */
  how: string;
  /** The place in the fleet whose node it meets; null for all of them or for the database. */
  slot: number | null;
  /** How often a point is passed before the one that counts. */
  skip: number;
  /** How long it lasts, for what lasts. */
  durationMs: number;
  /** The wait before the next one. */
  pauseMs: number;
}

/** What was done. */
export interface Fault {
  kind: FaultKind;
  how: string;
  /** Null when it met more than one node. */
  node: string | null;
  startedAt: number;
  endedAt: number;
}
