import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startTestApp } from '../../kit/app.ts';
import { ListDeliveries } from '../../kit/documents.ts';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { openLive } from '../../kit/live-client.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { expectKept } from './expect-kept.ts';
import { startLoad, type Load } from './load.ts';
import { startPrivatePostgres, type PrivatePostgres } from './private-postgres.ts';
import { concurrency, env, setStage } from './set-stage.ts';
import { findMountError } from './small-disk.ts';
import { createLogger } from '../../../src/kernel/index.ts';

let postgres: PrivatePostgres;
const stage = setStage(
  async () => {
    postgres = await startPrivatePostgres();
    return postgres.url;
  },
  () => postgres.stop(),
);

/** More events than are published until the error is over and the load is stopped. */
const countMax = 2_000;

function start(): Load {
  return startLoad(stage.app, stage.customer, countMax);
}

/** What PostgreSQL says, as SQLSTATE. */
const [tooManyConnections, readOnly, diskFull] = ['53300', '25006', '53100'];

/**
 * Brings the error about while requests are in flight. Resolves when callers are refused, no request
 * starts, and the node was told `sqlState`.
 */
async function failWith(load: Load, error: () => Promise<void>, sqlState?: string): Promise<void> {
  const { answers, nodeLog } = stage;
  await answers.hold();
  const toldCount = sqlState ? nodeLog.countOf(sqlState) : -1;
  await error();
  const refusedCount = load.refusals.length;
  answers.release();
  await waitUntil('publishing is refused', () => load.refusals.length > refusedCount);
  await waitUntil('the node is told', () => nodeLog.countOf(sqlState ?? '') > toldCount);
  await waitUntil('no request starts any more', () => nodeLog.isShut());
}

test('when PostgreSQL is killed and started again, twice, nothing is lost and nothing sent twice without a record', async () => {
  const load = start();
  for (let times = 1; times <= 2; times += 1) {
    await failWith(load, postgres.kill);
    await postgres.restart();
  }
  load.stop();
  await expectKept(stage, load);
});

interface ErrorLine {
  /** ISO 8601. */
  time: string;
  level: number;
  msg: string;
  count?: number;
  err?: { code?: string; type: string };
}

/** Of pino; what is lower is not about errors. */
const warningLevel = 40;

test('an outage is logged with one line for each cause and minute, which counts, and no stack; then all goes on', async () => {
  const lines: ErrorLine[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as ErrorLine);
  const logger = createLogger('info', { write });
  const { customer, receiver } = stage;
  const node = await startTestApp({ database: { url: postgres.url }, env, options: { logger } });
  const live = await openLive(node, customer.token);
  const load = startLoad(node, customer, countMax);
  await receiver.waitFor(5);
  await postgres.kill();
  const call = async () => node.request(customer.token, ListDeliveries, { first: 1 });
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  // A token has at most 100 calls in flight, those of the load among them.
  while (answers.length < 400)
    answers.push(...(await Promise.all(Array.from({ length: 50 }, call))));
  expect(answers.filter(({ errors }) => errors === undefined)).toEqual([]);
  await waitUntil('publishing is refused', () => load.refusals.length > 100);
  await postgres.restart();
  load.stop();
  await expectKept(stage, load);
  await live.stop();
  await node.stop();

  const errors = lines.filter(({ level }) => level >= warningLevel);
  expect(JSON.stringify(errors)).not.toContain('"stack"');
  const calls = errors.filter(({ msg }) => msg === 'A request failed.');
  const told = calls.reduce((sum, { count = 0 }) => sum + count, 0);
  expect(told).toBeGreaterThanOrEqual(answers.length + load.refusals.length);
  for (const { time, msg, err } of errors) {
    const isSame = (line: ErrorLine) =>
      line.msg === msg && (line.err?.code ?? line.err?.type) === (err?.code ?? err?.type);
    const within = errors.filter(
      (line) =>
        isSame(line) && line.time >= time && Date.parse(line.time) < Date.parse(time) + 59_000,
    );
    expect(within.length).toBeLessThanOrEqual(2); // the second one was written by the stop
  }
});

/** What one node holds, and as much again, so that the other has its share. */
const heldByTwoCount = 32;

test('an outage that outlasts every lease makes no node take what another is still sending', async () => {
  const { customer, receiver } = stage;
  const other = await startTestApp({ database: { url: postgres.url }, env });
  const held = holdAnswers();
  receiver.answer(held.answer);
  await customer.publish(heldByTwoCount);
  await waitUntil('both nodes send', () => receiver.load.now === 2 * concurrency);
  await postgres.kill();
  await delay(Number(env.LEASE_SECONDS) * 1_500); // all leases run out
  await postgres.restart();
  receiver.answer(200);
  held.release(200);
  await customer.waitForLog(heldByTwoCount);
  const sent = receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']);
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent).toHaveLength(heldByTwoCount);
  await other.stop();
});

test('while PostgreSQL takes no connection, nothing is accepted or sent, and then all goes on', async () => {
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
  await expectKept(stage, load);
});

test('while the database is read-only, nothing is accepted or sent, and then all goes on', async () => {
  const load = start();
  const reload = 'select pg_reload_conf()';
  // For the sessions that are open.
  await failWith(
    load,
    () => postgres.execute('alter system set default_transaction_read_only = on', reload),
    readOnly,
  );
  await postgres.execute('alter system reset default_transaction_read_only', reload);
  // For those that are opened meanwhile: they stay so when the database no longer is.
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
  await expectKept(stage, load);
});

const mountError = await findMountError();
const title = 'while the disk is full, nothing is accepted or sent, and then all goes on';
// eslint-disable-next-line no-restricted-syntax -- whether a machine lets us mount a disk is not ours to say
const declare = mountError === null ? test : test.skip;
declare(mountError === null ? title : `${title} (skipped: ${mountError})`, async () => {
  const load = start();
  await failWith(load, () => postgres.disk!.fill(), diskFull);
  await waitUntil('the node says that it is not ready, and why', async () => {
    const answer = await fetch(new URL('/readyz', stage.app.app.url));
    return answer.status === 503 && (await answer.text()).includes('disk of the database is full');
  });
  await postgres.disk!.clear();
  load.stop();
  await expectKept(stage, load);
  expect(load.eventIds.length).toBeLessThan(countMax);
});
