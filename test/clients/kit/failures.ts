import type { Failure } from './record-traffic.ts';

const unavailable = {
  message: 'The service is temporarily unavailable.',
  extensions: { code: 'INTERNAL_SERVER_ERROR', isRetryable: true },
};

/** The answer of a node that cannot reach its database. */
export function answerUnavailable(): Response {
  return Response.json({ errors: [unavailable] }, { status: 500 });
}

/** The same for a subscription that is about to start. */
export const failedAtStart = [
  { type: 'next', payload: { data: null, errors: [unavailable] } },
  { type: 'complete' },
] satisfies Failure;

/** The answer to one subscription too many. */
export const refused: Failure = [
  {
    type: 'error',
    payload: [
      {
        message: 'A workspace may have at most 500 subscriptions on a node.',
        extensions: { code: 'RATE_LIMITED', isRetryable: true, retryAfterSeconds: 0.1 },
      },
    ],
  },
];
