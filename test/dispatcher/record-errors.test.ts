import type { ServerResponse } from 'node:http';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { expireLeases } from '../../src/deliveries/index.ts';
import { decideAfter } from '../deliveries/fixture/delivery-database.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import type { ReceivedRequest } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { createLogger } from '../../src/kernel/index.ts';

/** The log lines of the node. */
const logged: string[] = [];
const logger = createLogger('error', { write: (line: string) => void logged.push(line) });
const fixture = setUpNode({ options: { logger } });

async function execute(statement: string): Promise<void> {
  await fixture.app.app.database.em.fork().execute(statement);
}

async function countLeased(): Promise<number> {
  const rows: unknown[] = await fixture.app.app.database.em
    .fork()
    .execute('select from delivery_queue where claim_token is not null');
  return rows.length;
}

beforeAll(async () => {
  await execute(`
    create function refuse_poison() returns trigger language plpgsql as $$ begin
      if new.response_body = 'poison' then raise exception 'no' using errcode = '22021'; end if;
      return new;
    end $$`);
  await execute(`create trigger refuse_poison before insert on attempts
    for each row execute function refuse_poison()`);
});
afterEach(() => void logged.splice(0));

test('while results cannot be recorded no request starts, and pending results are recorded later', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  await execute('alter table attempts rename to attempts_away');
  await customer.publish();
  await waitUntil('the node has failed to record', () =>
    logged.some((line) => line.includes('write failed')),
  );
  await customer.publish(20);
  // The publish has committed and its notice has reached the dispatcher.
  expect(receiver.requests).toHaveLength(1);
  // The other 20 are left to nodes that can write.
  expect(await countLeased()).toBe(1);
  await execute('alter table attempts_away rename to attempts');
  const log = await customer.waitForLog(21);
  expect(log).toMatchObject(Array(21).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(21);
});

test('a response rejected by the database is left out of its own attempt, and others are complete', async () => {
  const { customer, receiver } = fixture;
  // Held until all ten requests are in flight, so that they are recorded together.
  const held: ServerResponse[] = [];
  receiver.answer((response) => held.push(response));
  await customer.createWebhook(receiver.url);
  await customer.publish(10);
  await waitUntil('all are in flight', () => held.length === 10);
  held.forEach((response, n) => response.end(n === 4 ? 'poison' : 'fine'));
  const log = await customer.waitForLog(10);
  expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', responseStatus: 200 }));
  const attempts = log.flatMap((delivery) => delivery.attempts);
  expect(attempts.filter(({ responseBody }) => responseBody === 'fine')).toHaveLength(9);
  expect(attempts.filter(({ responseBody }) => responseBody !== 'fine')).toMatchObject([
    {
      responseStatus: 200,
      responseBody: null,
      responseBodyError: 'The response could not be stored.',
    },
  ]);
  expect(receiver.requests).toHaveLength(10);
});

test('a result whose lease was lost amends its attempt, even in one batch with the next attempt', async () => {
  const { customer, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  await customer.createWebhook(receiver.url);
  await customer.publish();
  await held.waitFor(1);
  // Its lease expires and another node settles it; this node makes the next attempt.
  await execute('update delivery_queue set due_at = now()');
  const settle = () => expireLeases(fixture.app.app.database.em.fork(), decideAfter(10));
  expect(await settle()).toBe(1);
  await held.waitFor(2);
  const isFirst = ({ headers }: ReceivedRequest) => headers['x-stockaj-attempt'] === '1';
  held.release(500, isFirst);
  held.release(200);
  const [delivery] = await customer.waitForLog(1);
  expect(delivery).toMatchObject({ status: 'SUCCEEDED', attemptCount: 2, responseStatus: 200 });
  await waitUntil('the first attempt is amended', async () => {
    const [{ attempts } = { attempts: [] }] = await customer.log();
    return attempts[0]?.responseStatus === 500 && attempts[1]?.responseStatus === 200;
  });
  expect(receiver.requests).toHaveLength(2);
});
