/** Kinds of faults, as in `--faults`. */
export const faultKinds = ['kill', 'stop', 'term', 'database', 'connections', 'network'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Points at which a node is killed: around a step of a delivery, or by time. */
export const stepPoints = {
  publish: ['before publish', 'publish sent', 'after publish'],
  claim: ['before claim', 'claim sent', 'after claim'],
  request: ['after connect', 'after request', 'after answer'],
  record: ['before record', 'record sent', 'after record'],
  takeover: ['before takeover', 'takeover sent', 'after takeover'],
} as const;
export const timedPoints = ['at random', 'in shutdown'] as const;

/** A planned fault, determined by the seed. */
export interface PlannedFault {
  kind: FaultKind;
  /** A point for `kill`; `all`, `half` or `cancel` for `connections`; `cut`, `stall` or `trickle` for `network`. */
  how: string;
  /** The affected place in the fleet; null for all or for the database. */
  slot: number | null;
  /** Passes of a point to skip. */
  skip: number;
  /** Duration, for faults that last. */
  durationMs: number;
  /** Pause before the next fault. */
  pauseMs: number;
}

/** A fault carried out. */
export interface Fault {
  kind: FaultKind;
  how: string;
  /** Null when it affected several nodes. */
  node: string | null;
  startedAt: number;
  endedAt: number;
}
