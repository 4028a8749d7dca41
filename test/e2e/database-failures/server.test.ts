import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startTestApp } from '../../kit/app.ts';
import { ListDeliveries } from '../../kit/documents.ts';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { openLive } from '../../kit/live-client.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { expectKept } from './kit/expect-kept.ts';
import { startLoad, type Load } from './kit/load.ts';
import { startPrivatePostgres, type PrivatePostgres } from './kit/private-postgres.ts';
import { env, hangingLeast, setUpFailures } from './kit/failure-fixture.ts';
import { findMountError } from './kit/small-disk.ts';
import { createLogger } from '../../../src/kernel/index.ts';

let postgres: PrivatePostgres;
const fixture = setUpFailures(
  async () => {
    postgres = await startPrivatePostgres();
    return postgres.url;
  },
  () => postgres.stop(),
);

/** More events than can be published before the error is over and the load is stopped. */
const countMax = 2_000;

function start(): Load {
  return startLoad(fixture.app, fixture.customer, countMax);
}

/** SQLSTATE from PostgreSQL. */
const [tooManyConnections, readOnly, diskFull] = ['53300', '25006', '53100'];

/**
 * Causes the error while requests are in flight. Resolves when callers are refused, no request
 * starts, and the node has received `sqlState`.
 */
async function failWith(load: Load, error: () => Promise<void>, sqlState?: string): Promise<void> {
  const { answers, nodeLog } = fixture;
  await answers.hold();
  const toldCount = sqlState ? nodeLog.countOf(sqlState) : -1;
  await error();
  const refusedCount = load.refusals.length;
  answers.release();
  await waitUntil('publishing is refused', () => load.refusals.length > refusedCount);
  await waitUntil(
    'the node has received the error',
    () => nodeLog.countOf(sqlState ?? '') > toldCount,
  );
  await waitUntil('no request starts any more', () => nodeLog.isClosed());
}

test('when PostgreSQL is killed twice, nothing is lost and nothing is sent twice without a record', async () => {
  const load = start();
  for (let times = 1; times <= 2; times += 1) {
    await failWith(load, postgres.kill);
    await postgres.restart();
  }
  load.stop();
  await expectKept(fixture, load);
});

interface ErrorLine {
  /** ISO 8601. */
  time: string;
  level: number;
  msg: string;
  count?: number;
  err?: LoggedError;
}

interface LoggedError {
  code?: string;
  type: string;
  cause?: LoggedError;
}

/** The first code of the error and those that it wraps, by which errors are counted; without one, its type. */
function codeOf(err: LoggedError | undefined): string | undefined {
  for (let at = err; at; at = at.cause) if (at.code) return at.code;
  return err?.type;
}

/** pino's number for `warn`. */
const warningLevel = 40;

test('an outage is logged once per cause and minute, with a count and no stack; then work continues', async () => {
  const lines: ErrorLine[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as ErrorLine);
  const logger = createLogger('info', { write });
  const { customer, receiver } = fixture;
  const node = await startTestApp({ database: { url: postgres.url }, env, options: { logger } });
  const live = await openLive(node, customer.token);
  const load = startLoad(node, customer, countMax);
  await receiver.waitFor(5);
  await postgres.kill();
  const call = async () => node.request(customer.token, ListDeliveries, { first: 1 });
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  // A token may have 100 calls in flight, including those of the load.
  while (answers.length < 400)
    answers.push(...(await Promise.all(Array.from({ length: 50 }, call))));
  expect(answers.filter(({ errors }) => errors === undefined)).toEqual([]);
  await waitUntil('publishing is refused', () => load.refusals.length > 100);
  await postgres.restart();
  load.stop();
  await expectKept(fixture, load);
  await live.stop();
  await node.stop();

  // A warning without an error is about a webhook.
  const errors = lines.filter(({ level, err }) => level >= warningLevel && err);
  expect(JSON.stringify(errors)).not.toContain('"stack"');
  const calls = errors.filter(({ msg }) => msg === 'A request failed.');
  const told = calls.reduce((sum, { count = 0 }) => sum + count, 0);
  expect(told).toBeGreaterThanOrEqual(answers.length + load.refusals.length);
  for (const { time, msg, err } of errors) {
    const isSame = (line: ErrorLine) => line.msg === msg && codeOf(line.err) === codeOf(err);
    const within = errors.filter(
      (line) =>
        isSame(line) && line.time >= time && Date.parse(line.time) < Date.parse(time) + 59_000,
    );
    expect(within.slice(2)).toEqual([]); // the second is written at the stop
  }
});

/** Twice what one node can hold, so that the other gets its share. */
const heldByTwoCount = 32;

test('after an outage longer than every lease, no node takes over deliveries still being sent', async () => {
  const { customer, receiver } = fixture;
  const other = await startTestApp({ database: { url: postgres.url }, env });
  const held = holdAnswers();
  receiver.answer(held.answer);
  await customer.publish(heldByTwoCount);
  await waitUntil('both nodes send', () => receiver.load.now >= 2 * hangingLeast);
  await postgres.kill();
  await delay(Number(env.LEASE_SECONDS) * 1_500); // all leases expire
  await postgres.restart();
  receiver.answer(200);
  held.release(200);
  await customer.waitForLog(heldByTwoCount);
  const sent = receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']);
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent).toHaveLength(heldByTwoCount);
  await other.stop();
});

test('while PostgreSQL accepts no connection, nothing is accepted or sent; then work continues', async () => {
  const load = start();
  await failWith(
    load,
    async () => {
      await postgres.execute('alter database node connection limit 0');
      postgres.cut();
    },
    tooManyConnections,
  );
  await postgres.execute('alter database node connection limit -1');
  load.stop();
  await expectKept(fixture, load);
});

test('while the database is read-only, nothing is accepted or sent; then work continues', async () => {
  const load = start();
  const reload = 'select pg_reload_conf()';
  // For open sessions.
  await failWith(
    load,
    () => postgres.execute('alter system set default_transaction_read_only = on', reload),
    readOnly,
  );
  await postgres.execute('alter system reset default_transaction_read_only', reload);
  // For sessions opened meanwhile: they keep the setting after the database is writable again.
  await failWith(
    load,
    async () => {
      await postgres.execute('alter database node set default_transaction_read_only = on');
      postgres.cut();
    },
    readOnly,
  );
  await postgres.execute('alter database node reset default_transaction_read_only');
  load.stop();
  await expectKept(fixture, load);
});

const mountError = await findMountError();
const title = 'while the disk is full, nothing is accepted or sent, and then everything continues';
// eslint-disable-next-line no-restricted-syntax -- depends on the right to mount a disk
const declare = mountError === null ? test : test.skip;
declare(mountError === null ? title : `${title} (skipped: ${mountError})`, async () => {
  const load = start();
  await failWith(load, () => postgres.disk!.fill(), diskFull);
  await waitUntil('the node says that it is not ready, and why', async () => {
    const answer = await fetch(new URL('/readyz', fixture.app.app.url));
    return answer.status === 503 && (await answer.text()).includes('disk of the database is full');
  });
  await postgres.disk!.clear();
  load.stop();
  await expectKept(fixture, load);
  expect(load.eventIds.length).toBeLessThan(countMax);
});
