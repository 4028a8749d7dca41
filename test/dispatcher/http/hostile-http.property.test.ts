import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import type { AttemptFacts } from '../../../src/deliveries/index.ts';
import { toAttemptFacts } from '../../../src/dispatcher/attempt/attempt-facts.ts';
import { logPlainly } from '../../../src/dispatcher/attempt/prepare-request.ts';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';
import { playResponse, randomResponse, type RandomResponse } from './fixtures/random-response.ts';
import { startRawReceiver, type LocalReceiver } from './fixtures/local-receiver.ts';
import { createLoopbackSender, requestTo } from './fixtures/loopback-sender.ts';

let sender: Sender;
let receiver: LocalReceiver;
let database: TestDatabase;
let client: Client;
/** The responses still to be sent, by the number in the path of the request. */
const responses = new Map<number, RandomResponse>();
let requestCount = 0;

beforeAll(async () => {
  receiver = await startRawReceiver((socket, firstBytes) => {
    const answer = (request: Buffer): void => {
      const [, digits] = /^POST \/(\d+) /.exec(request.toString('latin1')) ?? [];
      if (digits === undefined) return; // the rest of a request
      const number = Number(digits);
      const next = responses.get(number);
      // Each request arrives once, so its response is still there.
      if (next === undefined) throw new Error(`request ${number} arrived twice`);
      responses.delete(number);
      void playResponse(socket, next);
    };
    answer(firstBytes);
    socket.on('data', answer);
  });
  sender = createLoopbackSender();
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await receiver.close();
  await sender.close();
  await client.end();
  await database.drop();
});

async function exchange(response: RandomResponse): Promise<[AttemptFacts, string | null]> {
  const number = (requestCount += 1);
  responses.set(number, response);
  const { origin } = new URL(receiver.url);
  const timeoutMs = response.ending === 'stay' ? 100 : 10_000;
  const request = requestTo(`${origin}/${number}`, timeoutMs);
  const outcome = await sender.send(request);
  const facts = toAttemptFacts(new Date(), logPlainly(request), outcome);
  return [facts, outcome.response?.retryAfter ?? null];
}

function expectBounded([facts, retryAfter]: [AttemptFacts, string | null]): void {
  const { responseHeaders, responseBody, responseStatus, errorCode } = facts;
  const phases = [facts.lookUpMs, facts.connectMs, facts.tlsMs, facts.firstByteMs];
  const sumMs = phases.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  expect(sumMs).toBeLessThanOrEqual(facts.durationMs ?? 0);
  expect(Buffer.byteLength(responseBody ?? '')).toBeLessThanOrEqual(16_384);
  const headers = Object.entries(responseHeaders ?? {});
  expect(headers.length).toBeLessThanOrEqual(100);
  expect(headers.flat().join('').length).toBeLessThanOrEqual(16_384 + 100 * 2);
  expect(headers.map(([name]) => name)).not.toContain('set-cookie');
  if (responseStatus !== null) expect(responseStatus).toBeGreaterThanOrEqual(200);
  expect((retryAfter ?? '').length).toBeLessThanOrEqual(64);
  expect(errorCode === null).toBe(Math.trunc((responseStatus ?? 0) / 100) === 2);
  // That code would mean an error of ours or of a library, not of the receiver.
  expect(errorCode).not.toBe('CONNECTION_ERROR');
}

/** Lets PostgreSQL read the facts with the types of the log's columns. */
async function expectStorable(facts: readonly AttemptFacts[]): Promise<void> {
  const { rows } = await client.query(
    `select * from unnest($1::json[], $2::text[], $3::text[], $4::smallint[], $5::int[], $6::text[])
      as stored (headers, body, body_error, status, duration_ms, error_message)`,
    [
      facts.map((it) => it.responseHeaders && JSON.stringify(it.responseHeaders)),
      facts.map((it) => it.responseBody),
      facts.map((it) => it.responseBodyError),
      facts.map((it) => it.responseStatus),
      facts.map((it) => it.durationMs),
      facts.map((it) => it.errorMessage),
    ],
  );
  const texts = facts.map(({ responseHeaders, responseBody }) => [responseHeaders, responseBody]);
  expect(rows.map(({ headers, body }: Record<string, unknown>) => [headers, body])).toEqual(texts);
}

test('whatever bytes a receiver sends, the attempt ends with facts that can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomResponse, { minLength: 25, maxLength: 25 }),
      async (randomResponses) => {
        const results = await Promise.all(randomResponses.map(exchange));
        results.forEach(expectBounded);
        await expectStorable(results.map(([facts]) => facts));
      },
    ),
    { numRuns: 20 },
  );
});
