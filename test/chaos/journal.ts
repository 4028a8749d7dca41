/*
 * What the run wrote down on its own, outside of the service, and what the service's log says in the
 * end. The checker compares the two and knows nothing else. Ids are UUIDs, instants are milliseconds.
 */
import type { Fault } from './faults/fault.ts';

/** A webhook of the run; it stays as it was made. */
export interface WebhookOfRun {
  id: string;
  workspaceId: string;
  events: readonly string[];
  secret: string;
}

/**
 * What stands in an event's data to recognise it by: whether it had to be accepted (`sure`), was
 * perhaps (`maybe`: its process may have died before it could say so), or must never be (`never`).
 */
export type MarkerKind = 'sure' | 'maybe' | 'never';

/** An event that the service said to have accepted. */
export interface AcceptedEvent {
  id: string;
  workspaceId: string;
  type: string;
  marker: string;
  at: number;
}

/** How a receiver answered: with a status, by cutting the connection, or not at all. */
export type Answered = number | 'reset' | 'none';

/** A request as it arrived. */
export interface ReceivedRequest {
  /** The webhook whose URL was called. */
  webhookId: string;
  at: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  answered: Answered;
}

/** One line that a node wrote about itself, in the order in which it happened. */
export type NodeReport =
  | { at: number; kind: 'log'; msg: string; deliveries?: string[] }
  /** undici was asked to send a request. */
  | { at: number; kind: 'request'; delivery: string; attempt: number }
  /** It is about to end at this point. */
  | { at: number; kind: 'point'; point: string }
  /** A transaction of its own has committed. */
  | { at: number; kind: 'accepted'; event: AcceptedEvent };

/** One process, from its start to its end. */
export interface NodeOfRun {
  name: string;
  roles: string;
  /** How it ended. */
  end: 'killed' | 'stopped in order' | 'ended by itself';
  endedAt: number;
  reports: readonly NodeReport[];
  /** Everything that it wrote. */
  output: string;
}

/** What the run saw. */
export interface Journal {
  /** The attempts that the schedule allows. */
  attemptsMax: number;
  webhooks: readonly WebhookOfRun[];
  accepted: readonly AcceptedEvent[];
  requests: readonly ReceivedRequest[];
  nodes: readonly NodeOfRun[];
  faults: readonly Fault[];
  /** What the parts of the run found wrong at once, such as an answer that a repeated call must not get. */
  observed: readonly Violation[];
}

export interface EventRow {
  id: string;
  workspaceId: string;
  type: string;
  body: string;
}

export interface DeliveryRow {
  id: string;
  eventId: string;
  webhookId: string;
  workspaceId: string;
  trigger: string;
  status: string;
  reason: string | null;
  attemptCount: number;
}

export interface AttemptRow {
  deliveryId: string;
  number: number;
  responseStatus: number | null;
  errorCode: string | null;
}

/** What the service knows in the end. */
export interface Book {
  events: readonly EventRow[];
  deliveries: readonly DeliveryRow[];
  attempts: readonly AttemptRow[];
  /** Ids of the deliveries that are still in the queue. */
  queued: readonly string[];
  hours: readonly { webhookId: string; succeeded: number; failed: number }[];
  /** What the API shows to each workspace. */
  shown: readonly { workspaceId: string; deliveryId: string; payload: string }[];
  /** Rows of the database that hold a secret. */
  secretRows: readonly { table: string; row: string }[];
}

/** A promise that was broken: 1 to 5, the counters, or the life of the processes. */
export interface Violation {
  promise: 1 | 2 | 3 | 4 | 5 | 'counters' | 'process';
  what: string;
  /** All that is needed to look into it. */
  evidence: unknown;
}
