import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { ASTVisitor, ValidationContext, ValidationRule } from 'graphql';
import { LimitError } from './limit-error.ts';

/** `Retry-After` of a 503, in seconds. */
export const retryAfterSeconds = '2';

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

/** What a WebSocket may do; see `createSocketServer`. */
export interface SocketLimits {
  /** Operations under way on one socket, subscriptions and others together. */
  operationsMax: number;
  /** Bytes of messages that wait for the client to take the one before them. */
  waitingBytesMax: number;
  /** Milliseconds in which a client must take a message. */
  stalledAfterMs: number;
  /** Milliseconds between two pings; one that is not answered before the next ends the socket. */
  pingEveryMs: number;
}

/** Sixteen MiB of log page take 30 s at 4 Mbit/s; proxies commonly cut what is silent for 30 to 60 s. */
export const socketLimits: SocketLimits = {
  operationsMax: 20,
  waitingBytesMax: 4 * 1024 * 1024,
  stalledAfterMs: 30_000,
  pingEveryMs: 15_000,
};

/** What one document may be, on HTTP and on WebSocket alike. Its cost depends on the variables: see `findCostFault`. */
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

/** Left to themselves the rules throw out of `validate`, which Apollo takes for a fault of ours. */
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

/**
 * How long an idle connection is kept, in milliseconds: longer than the 60 s of common load balancers,
 * which would otherwise send a request on a connection that is just being closed. `headersTimeout` counts
 * for a new connection that has sent nothing yet, as balancers open them ahead of need, and must be longer too.
 */
export const connectionTimeouts = { keepAliveTimeout: 75_000, headersTimeout: 80_000 };
