import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { ASTVisitor, ValidationContext, ValidationRule } from 'graphql';
import { LimitError } from './limit-error.ts';

/** `Retry-After` of a 503, in seconds. */
export const retryAfterSeconds = '2';

/** All limits that are counted on a node. Tests set others. */
export interface NodeLimits {
  operations: OperationLimits;
  sockets: SocketLimits;
  refusals: RefusalLimits;
  connections: ConnectionLimits;
}

/** Bytes of an HTTP body: a call of `publishEvents` may carry 1 MiB. */
export const bodyBytesMax = 1024 * 1024;

/** Bytes of a query text. What is long in a sensible request are its variables. */
export const queryBytesMax = 128 * 1024;

/**
 * For calls without a token, which may read the schema only. The standard introspection query has 1.5 KiB
 * and 250 tokens. Reading the schema takes some milliseconds, so all strangers together get a small share
 * of a node.
 */
export const anonymousLimits = { bodyBytes: 8 * 1024, tokens: 500, points: 10, seconds: 10 };

/** Bytes of a WebSocket frame, query text and variables together. */
export const frameBytesMax = 128 * 1024;

/**
 * For the parser. The standard introspection query has about 250 tokens, the longest queries of our
 * clients 300. The time to validate grows with the square: 5,000 tokens can take almost a second.
 */
export const parseLimits = { maxTokens: 2_500 };

/** Levels. The deepest of our clients' queries, a delivery of an event of a delivery of a webhook, has 9. */
const depthMax = 12;
/** Levels of an introspection: the standard one unwraps a type nine times and so has 15. */
const introspectionDepthMax = 20;
/** A dashboard that asks for several statistics at once uses about ten. */
const aliasesMax = 30;
const directivesMax = 30;

/** How many operations callers may have in flight on one node; see `createTurns`. */
export interface OperationLimits {
  /** Running at once, while the thread is busy. */
  runningWhileBusy: RunningLimits;
  /** Running at once, while the thread has time to spare: operations wait for the database then. */
  runningWhileIdle: RunningLimits;
  /** Running at once beside all others, of workspaces that have nothing running. */
  runningFirst: number;
  /** In flight, of one workspace: running, waiting for a turn, or with a body that is still arriving. */
  inFlightPerWorkspace: number;
  /** In flight, of one token. */
  inFlightPerToken: number;
  /** Bytes of the HTTP bodies of all that is in flight, of one workspace. */
  bodyBytesPerWorkspace: number;
  /** Bytes of the HTTP bodies of all that is in flight, of all workspaces. */
  bodyBytesOfAll: number;
  /** Milliseconds that an operation waits for its turn at most. */
  waitMsMax: number;
  /** Milliseconds for which an operation waits, beyond which the node is late; very late when it waits twice that for others than those of its workspace. */
  lateAfterWaitMs: number;
  /** Milliseconds that the event loop is behind, beyond which the node is late; beyond twice that, very late. */
  lateAfterDelayMs: number;
}

/** How many operations may run at once: of all, of one workspace, and of one token. */
export interface RunningLimits {
  ofAll: number;
  perWorkspace: number;
  perToken: number;
}

/**
 * An operation takes 2 to 5 ms of the thread. When PostgreSQL is near, two at once keep the thread busy: more would
 * add little to what gets done and lengthen everybody's calls, since each turn of the event loop runs a step of
 * every operation. Long turns keep strangers to a node out: it takes one new connection in each. So there
 * are eight in all, four of a workspace, which leave room for the dashboard beside a script, and two of a token. When
 * PostgreSQL is far, eight of a token, with 25 ms each, are 320 a second. Sixteen in all, and four for workspaces that
 * have nothing running, are the connections to the database.
 *
 * A hundred waiting are half a second of work for one token, and none waits longer than 5 s. Their bodies are held meanwhile: 32 calls of
 * 1 MiB, or 200 of 160 KiB, for a workspace, and 256 MiB for a node.
 */
export const operationLimits: OperationLimits = {
  runningWhileBusy: { ofAll: 8, perWorkspace: 4, perToken: 2 },
  runningWhileIdle: { ofAll: 16, perWorkspace: 8, perToken: 8 },
  runningFirst: 4,
  inFlightPerWorkspace: 200,
  inFlightPerToken: 100,
  bodyBytesPerWorkspace: 32 * 1024 * 1024,
  bodyBytesOfAll: 256 * 1024 * 1024,
  waitMsMax: 5_000,
  lateAfterWaitMs: 250,
  lateAfterDelayMs: 100,
};

/** What a WebSocket may do, and how many there may be; see `createSocketServer`. */
export interface SocketLimits {
  /** Sockets of one workspace on a node. */
  perWorkspace: number;
  /** Sockets on a node. */
  ofAll: number;
  /** Milliseconds between two sockets that open. */
  openGapMs: number;
  /** Sockets that wait for it; beyond it they are refused. */
  openWaitingMax: number;
  /** Milliseconds between two sockets too many of their workspaces that are told so and closed. */
  refusedGapMs: number;
  /** Sockets on a node whose token is not known yet; beyond it the oldest of them ends. */
  unknownMax: number;
  /** Sockets too many of their workspaces that wait to be told; beyond it they are cut. */
  refusedWaitingMax: number;
  /** Characters of a message before the token is known. */
  unknownBytesMax: number;
  /** Messages before the token is known. */
  unknownMessagesMax: number;
  /** Messages in a tenth of a second, after which nothing is read for as long. */
  messagesPerPause: number;
  /** Characters in a tenth of a second, after which nothing is read for as long. */
  bytesPerPause: number;
  /** Messages that came in a tenth of a second all the same; beyond it the socket ends. */
  messagesMax: number;
  /** Subscriptions of one workspace on a node. */
  subscriptionsPerWorkspace: number;
  /** Operations under way on one socket, subscriptions and others together. */
  operationsMax: number;
  /** Bytes of messages that wait for the client to take the one before them. */
  waitingBytesMax: number;
  /** Milliseconds in which a client must take a message. */
  stalledAfterMs: number;
  /** Milliseconds between two pings; one that is not answered before the next ends the socket. */
  pingEveryMs: number;
}

/**
 * Sixteen MiB of log page take 30 s at 4 Mbit/s; proxies commonly cut what is silent for 30 to 60 s.
 *
 * A tab of a dashboard has one socket, with one subscription for the page that it shows: a hundred open tabs of
 * one workspace on one node. An update costs each subscriber 0.2 ms of the thread, so a hundred of them can take
 * 50 updates a second. An idle socket holds 20 to 40 KiB, 2,000 of them 80 MiB. To open one takes
 * 0.8 ms of the thread, so at most a fifth of it; 500 that come at once, after a restart, are open in 2 s. Clients
 * that are closed come again, so those too many stay open for a while, without an answer.
 */
export const socketLimits: SocketLimits = {
  perWorkspace: 100,
  ofAll: 2_000,
  openGapMs: 4,
  openWaitingMax: 500,
  refusedGapMs: 50,
  refusedWaitingMax: 100,
  unknownBytesMax: 16 * 1024,
  unknownMessagesMax: 10,
  messagesPerPause: 50,
  bytesPerPause: 64 * 1024,
  messagesMax: 2_000,
  unknownMax: 200,
  subscriptionsPerWorkspace: 100,
  operationsMax: 20,
  waitingBytesMax: 4 * 1024 * 1024,
  stalledAfterMs: 30_000,
  pingEveryMs: 15_000,
};

/** What one document may be, on HTTP and on WebSocket alike. Its cost depends on the variables: see `findCostError`. */
export const limitRules: readonly ValidationRule[] = [
  limit(`be nested deeper than ${depthMax} levels`, (callbacks) =>
    maxDepthRule({ n: depthMax, flattenFragments: true, ...callbacks }),
  ),
  limit(`be nested deeper than ${introspectionDepthMax} levels`, (callbacks) =>
    maxDepthRule({
      n: introspectionDepthMax,
      flattenFragments: true,
      ignoreIntrospection: false,
      ...callbacks,
    }),
  ),
  limit(`have more than ${aliasesMax} aliases`, (callbacks) =>
    maxAliasesRule({ n: aliasesMax, ...callbacks }),
  ),
  limit(`have more than ${directivesMax} directives`, (callbacks) =>
    maxDirectivesRule({ n: directivesMax, ...callbacks }),
  ),
];

/** Left to themselves the rules throw out of `validate`, which Apollo takes for an error of ours. */
interface Callbacks {
  propagateOnRejection: false;
  onReject: (() => void)[];
}

type ArmorRule = (callbacks: Callbacks) => (context: ValidationContext) => ASTVisitor;

function limit(what: string, makeRule: ArmorRule): ValidationRule {
  return (context) => {
    const reject = () => context.reportError(new LimitError(`An operation must not ${what}.`));
    return makeRule({ propagateOnRejection: false, onReject: [reject] })(context);
  };
}

/** How fast calls are refused; see `createRefuser`. */
export interface RefusalLimits {
  /** Milliseconds between two answers. */
  answerGapMs: number;
  /** Milliseconds between two pieces of 64 KiB of bodies that nobody wants. */
  pieceGapMs: number;
  /** Answers, and pieces, that may wait; beyond it connections are cut. */
  waitingMax: number;
}

/**
 * A refusal takes 0.3 ms of the thread, so all of them at most 15 %, and those of 500 calls a second do not pile up.
 * Pieces cost more by the garbage that they leave than by their time: 12 MiB a second.
 */
export const refusalLimits: RefusalLimits = { answerGapMs: 2, pieceGapMs: 5, waitingMax: 1_000 };

/** For the connections of HTTP; see `boundConnections`. */
export interface ConnectionLimits {
  /** Milliseconds that a request may take to arrive, from its first byte to its last. */
  requestMs: number;
  /** Milliseconds between two looks at what has not arrived. */
  checkMs: number;
  /** Milliseconds that a new connection may stay without a request. */
  firstRequestMs: number;
  /** Milliseconds that a connection stays after an answer. */
  keepAliveMs: number;
  /** Connections of a node, WebSockets included; beyond it, those that have been without a request for longest end. */
  connectionsMax: number;
}

/**
 * A MiB takes 8 s at 1 Mbit/s. An idle connection is kept for longer than the 60 s of common load balancers, which
 * would otherwise send a request on one that is just being closed; a new one as well, since balancers open them
 * ahead of need. Beside 2,000 WebSockets there is room for 2,000 others: a browser has 6 at most, a proxy about as
 * many as calls are running. Each holds about 20 KiB.
 */
export const connectionLimits: ConnectionLimits = {
  requestMs: 10_000,
  checkMs: 1_000,
  firstRequestMs: 80_000,
  keepAliveMs: 75_000,
  connectionsMax: 4_000,
};
