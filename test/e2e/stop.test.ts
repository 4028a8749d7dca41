import { afterEach, expect, test } from '@jest/globals';
import { createTestEnv } from '../kit/app.ts';
import { createDrafts, type LoggedDelivery } from '../kit/customer.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startMainProcess, type MainProcess } from '../kit/main-process.ts';
import { receiverHost, testAuthorityPath } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Serves the log; the sending nodes are started by the tests. */
const fixture = setUpNode({ env: { ROLES: 'api' } });
const dispatcher = { ROLES: 'dispatcher' };
let running: MainProcess | undefined;
afterEach(() => void running?.child.kill('SIGKILL'));

/** Starts a sending node in its own process; resolves when it is ready. */
async function startProcess(leaseSeconds: number): Promise<MainProcess> {
  const own = { ...dispatcher, LEASE_SECONDS: String(leaseSeconds) };
  const env = { ...createTestEnv(fixture.app.databaseUrl), ...own };
  running = await startMainProcess({ ...env, NODE_EXTRA_CA_CERTS: testAuthorityPath });
  await running.ready;
  return running;
}

/** Publishes events to a webhook with a slow receiver, whose name the process resolves itself. */
async function publish(count: number): Promise<void> {
  const url = fixture.receiver.url.replace(receiverHost, 'localhost');
  await fixture.customer.createWebhook(url, { timeoutSeconds: 30 });
  await fixture.customer.publish(count);
}

/** Leased: PENDING without a next attempt. */
const isLeased = ({ status, nextAttemptAt }: LoggedDelivery) =>
  status === 'PENDING' && nextAttemptAt === null;

async function waitUntilLeased(what: string, isRight: (count: number) => boolean): Promise<void> {
  await waitUntil(what, async () =>
    isRight((await fixture.customer.log()).filter(isLeased).length),
  );
}

test('at SIGTERM requests in flight finish, nothing new is claimed, another node sends the rest once', async () => {
  const { customer, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  const { child, ended, output } = await startProcess(300); // longer than this test
  await publish(60);
  await held.waitFor(10);
  await waitUntilLeased('more wait in its memory', (count) => count > 10);
  child.kill('SIGTERM');
  await waitUntilLeased('waiting deliveries are released', (count) => count === 10);
  await customer.publish(20);
  receiver.answer(200);
  held.release(200);
  expect(await ended).toBe(0);
  expect(output.stderr).toBe('');
  const afterStop = await customer.log();
  expect(afterStop.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(10);
  expect(afterStop.filter(isLeased)).toEqual([]);
  expect(receiver.requests).toHaveLength(10);
  const next = await fixture.startNode(dispatcher);
  const log = await customer.waitForLog(80);
  expect(log).toMatchObject(Array(80).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(80);
  await next.stop();
});

test.each([
  ['longer than a stop may take: exit 0', 0],
  ['when a second signal ends the process at once: exit 1', 1],
])(
  'a request that is held up %s; its lease expires, and another node sends it again',
  async (_, code) => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    const { child, ended, output } = await startProcess(3);
    await publish(12);
    await held.waitFor(10);
    child.kill('SIGTERM');
    await waitUntilLeased('waiting deliveries are released', (count) => count === 10);
    if (code === 1) child.kill('SIGINT');
    expect(await ended).toBe(code);
    expect(output.stdout.includes('not finished within 10 s')).toBe(code === 0);
    receiver.answer(200);
    const next = await fixture.startNode(dispatcher);
    const log = await customer.waitForLog(12);
    const again = log.filter(({ attemptCount }) => attemptCount === 2);
    const trail = [{ errorCode: 'OUTCOME_UNKNOWN' }, { responseStatus: 200 }];
    expect(again).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attempts: trail }));
    expect(receiver.requests).toHaveLength(22);
    await next.stop();
  },
);

test('a transaction that commits while its node stops is sent by another node', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  const node = await fixture.startNode(dispatcher);
  let stopped: Promise<void> | undefined;
  await node.app.database.em.fork().transactional(async (em) => {
    await node.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    stopped = node.stop();
  });
  await stopped;
  const next = await fixture.startNode(dispatcher);
  expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
  expect(receiver.requests).toHaveLength(1);
  await next.stop();
});
