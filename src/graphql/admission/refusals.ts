import { GraphQLError } from 'graphql';
import type { NodeLimits } from '../limits/node-limits.ts';
import type { RequestErrorCode } from '../request-errors.ts';

/** The limits of a node, as named in the metrics. */
export const limitNames = [
  'workspace_operations',
  'token_operations',
  'workspace_bytes',
  'workspace_wait',
  'workspace_sockets',
  'workspace_subscriptions',
  'schema_reads',
  'node_sockets',
  'node_connections',
  'stalled_answers',
  'node_late',
] as const;
export type LimitName = (typeof limitNames)[number];

/** A call that was refused before any work was done, so any call may be repeated unchanged. That of a stalled answer is never sent. */
export class RefusedError extends GraphQLError {
  /** HTTP status of the response. */
  readonly status: 429 | 503;
  /** For the `Retry-After` header and `extensions.retryAfterSeconds`. */
  readonly retryAfterSeconds: number;

  constructor(status: 429 | 503, message: string, retryAfterSeconds: number) {
    const code: RequestErrorCode = status === 429 ? 'RATE_LIMITED' : 'SERVICE_UNAVAILABLE';
    super(message, { extensions: { code, isRetryable: true, retryAfterSeconds } });
    this.name = 'RefusedError';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Creates the errors for calls beyond a limit of the node. No call is limited or shed anywhere else. */
export interface Refusals {
  /** @param waitSeconds when the caller may try again, if known */
  refuse(limit: LimitName, waitSeconds?: number): RefusedError;
}

/** @param onRefused called for each refusal */
export function createRefusals(
  limits: NodeLimits,
  onRefused: (limit: LimitName) => void = () => undefined,
): Refusals {
  const texts = describeLimits(limits);
  return {
    refuse(limit, waitSeconds) {
      onRefused(limit);
      const [status, seconds, message] = texts[limit];
      return new RefusedError(status, message, waitSeconds ?? seconds);
    },
  };
}

/** Status, seconds to wait, and the message that names the limit. */
type Text = readonly [429 | 503, number, string];

function describeLimits({ operations, sockets, connections }: NodeLimits): Record<LimitName, Text> {
  const { inFlightPerWorkspace, inFlightPerToken, bodyBytesPerWorkspace, waitMsMax } = operations;
  const mebibytes = bodyBytesPerWorkspace / 1024 / 1024;
  const ofWorkspace = (count: number, kind: string) =>
    `A workspace may have at most ${count} ${kind} on a node.`;
  return {
    workspace_operations: [429, 1, ofWorkspace(inFlightPerWorkspace, 'operations in flight')],
    token_operations: [
      429,
      1,
      `A token may have at most ${inFlightPerToken} operations in flight on a node.`,
    ],
    workspace_bytes: [429, 1, ofWorkspace(mebibytes, 'MiB of request bodies in flight')],
    workspace_wait: [
      429,
      2,
      `The operation waited ${waitMsMax / 1_000} s for others of its workspace, or for answers that were not read, and was not started.`,
    ],
    workspace_sockets: [429, 10, ofWorkspace(sockets.perWorkspace, 'sockets')],
    workspace_subscriptions: [
      429,
      10,
      ofWorkspace(sockets.subscriptionsPerWorkspace, 'subscriptions'),
    ],
    schema_reads: [
      429,
      10,
      'Too many schema requests without a token. Send a token, or try again later.',
    ],
    node_sockets: [503, 10, `A node may have at most ${sockets.ofAll} sockets.`],
    node_connections: [
      503,
      10,
      `A node may have at most ${connections.connectionsMax} connections.`,
    ],
    stalled_answers: [
      503,
      10,
      `A client must take a part of its answer every ${connections.stalledAfterMs / 1_000} s.`,
    ],
    node_late: [503, 2, 'The service is overloaded. Nothing was done. Try again in a few seconds.'],
  };
}
