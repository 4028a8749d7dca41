import { expect, test } from '@jest/globals';
import { toAttemptFacts } from '../../../src/dispatcher/attempt/attempt-facts.ts';

const startedAt = new Date('2025-01-15T10:30:00Z');
const request = {
  url: 'https://example.com/hook',
  requestHeaders: { 'webhook-id': 'evt_1' },
  ...{ format: null, requestBody: null, digest: null },
};
const phases = {
  ...{ lookUpMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: null },
  ...{ isConnectionReused: false, remoteAddress: '203.0.113.5' },
};
const timing = { durationMs: 12, phases };
const common = {
  startedAt,
  durationMs: 12,
  ...phases,
  ...request,
};

const statuses: [status: number, errorCode: string | null][] = [
  [200, null],
  [299, null],
  [300, 'HTTP_REDIRECT'],
  [399, 'HTTP_REDIRECT'],
  [400, 'HTTP_CLIENT_ERROR'],
  [410, 'HTTP_CLIENT_ERROR'],
  [499, 'HTTP_CLIENT_ERROR'],
  [500, 'HTTP_SERVER_ERROR'],
  [599, 'HTTP_SERVER_ERROR'],
  [600, 'INVALID_RESPONSE'],
  [999, 'INVALID_RESPONSE'],
];
test.each(statuses)('a response of status %d is logged with the code %s', (status, errorCode) => {
  const response = {
    status,
    headers: { 'x-y': 'z' },
    retryAfter: '7',
    body: 'busy',
    isBodyCut: true,
    bodyError: 'cut',
  };
  expect(toAttemptFacts(startedAt, request, { ...timing, response, failure: null })).toEqual({
    ...common,
    responseStatus: status,
    responseHeaders: { 'x-y': 'z' },
    responseBody: 'busy',
    responseBodyCut: true,
    responseBodyError: 'cut',
    errorCode,
    errorMessage: errorCode && expect.stringMatching(new RegExp(`\\(status ${status}\\)\\.$`)),
  });
});

test.each([
  [
    'a detail',
    'limit 10 s',
    'The receiver did not respond in time (limit 10 s; TLS took 3 ms on 203.0.113.5).',
  ],
  ['no detail', '', 'The receiver did not respond in time (TLS took 3 ms on 203.0.113.5).'],
])(
  'a request without a response is logged with its code, and with %s',
  (_title, detail, message) => {
    const failure = { errorCode: 'TIMEOUT', detail } as const;
    expect(toAttemptFacts(startedAt, request, { ...timing, response: null, failure })).toEqual({
      ...common,
      responseStatus: null,
      responseHeaders: null,
      responseBody: null,
      responseBodyCut: false,
      responseBodyError: null,
      errorCode: 'TIMEOUT',
      errorMessage: message,
    });
  },
);
