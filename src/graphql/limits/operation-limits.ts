/** Limits on the operations in flight on one node; see `createTurns`. */
export interface OperationLimits {
  /** Running at once while the thread is busy. */
  runningWhileBusy: RunningLimits;
  /** Running at once while the thread has time to spare: operations wait for the database then. */
  runningWhileIdle: RunningLimits;
  /** Extra places for workspaces that have nothing running. */
  runningFirst: number;
  /** In flight for one workspace: running, waiting for a turn, or with a body that arrives or an answer that leaves. */
  inFlightPerWorkspace: number;
  /** In flight for one token. */
  inFlightPerToken: number;
  /** Bytes of the HTTP bodies of all operations in flight for one workspace. */
  bodyBytesPerWorkspace: number;
  /** Bytes of the HTTP bodies of all operations in flight on the node. */
  bodyBytesOfAll: number;
  /** Bytes of the HTTP answers that the clients of one token have yet to take; at this many, its operations wait. */
  answerBytesPerToken: number;
  /** The same for one workspace. */
  answerBytesPerWorkspace: number;
  /** Longest wait of an operation for its turn, in milliseconds. */
  waitMsMax: number;
  /** Wait of an operation, in milliseconds, that makes the node late; a wait of twice that for the node itself makes it very late. */
  lateAfterWaitMs: number;
  /** Event loop delay, in milliseconds, that makes the node late; twice that makes it very late. */
  lateAfterDelayMs: number;
}

/** Operations that may run at once: in total, per workspace and per token. */
export interface RunningLimits {
  ofAll: number;
  perWorkspace: number;
  perToken: number;
}

/**
 * An operation takes 0.5 to 5 ms of the thread. When PostgreSQL is near, two at once keep the thread busy: more would
 * add little throughput and slow down every call, since each turn of the event loop runs a step of every
 * operation. Long turns also block new clients: a node accepts one new connection per turn. So there are eight in
 * total, four per workspace, which leaves room for the dashboard beside a script, and two per token. When
 * PostgreSQL is far away, eight per token at 25 ms each are 320 a second. Sixteen in total, plus four for workspaces
 * that have nothing running, match the connections to the database.
 *
 * 150 waiting are less than a second of work for one token: a page may open 100 subscriptions at once. None waits longer
 * than 5 s. Their bodies are kept
 * meanwhile: 32 calls of 1 MiB, or 300 of 100 KiB, per workspace, and 256 MiB per node.
 *
 * An answer is kept until its client has taken it. Three pages of 100 deliveries with all texts may have 32 MiB of them
 * together; at 10 Mbit/s they take 27 s. Operations that run already may add to it: two of a token on a busy thread.
 */
export const operationLimits: OperationLimits = {
  runningWhileBusy: { ofAll: 8, perWorkspace: 4, perToken: 2 },
  runningWhileIdle: { ofAll: 16, perWorkspace: 8, perToken: 8 },
  runningFirst: 4,
  inFlightPerWorkspace: 300,
  inFlightPerToken: 150,
  bodyBytesPerWorkspace: 32 * 1024 * 1024,
  bodyBytesOfAll: 256 * 1024 * 1024,
  answerBytesPerToken: 32 * 1024 * 1024,
  answerBytesPerWorkspace: 64 * 1024 * 1024,
  waitMsMax: 5_000,
  lateAfterWaitMs: 250,
  lateAfterDelayMs: 100,
};
