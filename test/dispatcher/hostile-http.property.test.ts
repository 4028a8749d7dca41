import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import type { Outcome } from '../../src/dispatcher/http/outcome.ts';
import type { Sender } from '../../src/dispatcher/http/send-request.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { playAnswer, randomAnswer, type RandomAnswer } from './hostile-answers.ts';
import { startRawReceiver, type LocalReceiver } from './local-receiver.ts';
import { createTestSender, requestTo } from './test-sender.ts';

let sender: Sender;
let receiver: LocalReceiver;
let database: TestDatabase;
let client: Client;
/** What is still to be answered, by the number in the path of the request. */
const answers = new Map<number, RandomAnswer>();
let requestCount = 0;

beforeAll(async () => {
  receiver = await startRawReceiver((socket, firstBytes) => {
    const answer = (request: Buffer): void => {
      const [, digits] = /^POST \/(\d+) /.exec(request.toString('latin1')) ?? [];
      if (digits === undefined) return; // the rest of a request
      const number = Number(digits);
      const next = answers.get(number);
      // Each request comes once, and so its answer is there.
      if (next === undefined) throw new Error(`request ${number} came twice`);
      answers.delete(number);
      void playAnswer(socket, next);
    };
    answer(firstBytes);
    socket.on('data', answer);
  });
  sender = createTestSender();
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

async function exchange(answer: RandomAnswer): Promise<Outcome> {
  const number = (requestCount += 1);
  answers.set(number, answer);
  const { origin } = new URL(receiver.url);
  const timeoutMs = answer.ending === 'stay' ? 100 : 10_000;
  return sender.send(requestTo(`${origin}/${number}`, timeoutMs));
}

function expectBounded({ responseHeaders, responseBody, responseStatus, ...rest }: Outcome): void {
  expect(Buffer.byteLength(responseBody ?? '')).toBeLessThanOrEqual(16_384);
  const headers = Object.entries(responseHeaders ?? {});
  expect(headers.length).toBeLessThanOrEqual(100);
  expect(headers.flat().join('').length).toBeLessThanOrEqual(16_384 + 100 * 2);
  expect(headers.map(([name]) => name)).not.toContain('set-cookie');
  if (responseStatus !== null) expect(responseStatus).toBeGreaterThanOrEqual(200);
  expect((rest.retryAfter ?? '').length).toBeLessThanOrEqual(64);
  expect(rest.errorCode === null).toBe(Math.trunc((responseStatus ?? 0) / 100) === 2);
  // Something of ours or of a library's broke where a receiver's error should have been told.
  expect(rest.errorCode).not.toBe('CONNECTION_ERROR');
}

/** Lets PostgreSQL read them as what the columns of the log are. */
async function expectStorable(outcomes: readonly Outcome[]): Promise<void> {
  const { rows } = await client.query(
    `select * from unnest($1::json[], $2::text[], $3::text[], $4::smallint[], $5::int[], $6::text[])
      as stored (headers, body, body_error, status, duration_ms, error_message)`,
    [
      outcomes.map((it) => it.responseHeaders && JSON.stringify(it.responseHeaders)),
      outcomes.map((it) => it.responseBody),
      outcomes.map((it) => it.responseBodyError),
      outcomes.map((it) => it.responseStatus),
      outcomes.map((it) => it.durationMs),
      outcomes.map((it) => it.errorMessage),
    ],
  );
  const texts = outcomes.map(({ responseHeaders, responseBody }) => [
    responseHeaders,
    responseBody,
  ]);
  expect(rows.map(({ headers, body }: Record<string, unknown>) => [headers, body])).toEqual(texts);
}

test('whatever bytes a receiver answers with, the exchange ends as an outcome that can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomAnswer, { minLength: 25, maxLength: 25 }),
      async (randomAnswers) => {
        const outcomes = await Promise.all(randomAnswers.map(exchange));
        outcomes.forEach(expectBounded);
        await expectStorable(outcomes);
      },
    ),
    { numRuns: 20 },
  );
});
