import { afterEach, expect, test } from '@jest/globals';
import { createTestEnv } from '../kit/app.ts';
import { createDrafts, type LoggedDelivery } from '../kit/customer.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startMainProcess, type MainProcess } from '../kit/main-process.ts';
import { receiverHost, testAuthorityPath } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Shows the log; the nodes that send come and go. */
const scene = setScene({ env: { ROLES: 'api' } });
const dispatcher = { ROLES: 'dispatcher' };
let running: MainProcess | undefined;
afterEach(() => void running?.child.kill('SIGKILL'));

/** The service in a process of its own, which sends; resolves when it runs. */
async function startProcess(leaseSeconds: number): Promise<MainProcess> {
  const own = { ...dispatcher, LEASE_SECONDS: String(leaseSeconds) };
  const env = { ...createTestEnv(scene.app.databaseUrl), ...own };
  running = startMainProcess({ ...env, NODE_EXTRA_CA_CERTS: testAuthorityPath });
  await running.ready;
  return running;
}

/** So many events for a webhook whose receiver the process finds by itself, and that is as slow as it likes. */
async function publish(count: number): Promise<void> {
  const url = scene.receiver.url.replace(receiverHost, 'localhost');
  await scene.customer.createWebhook(url, { timeoutSeconds: 30 });
  await scene.customer.publish(count);
}

/** Under a lease: it has not ended, and waits for nothing. */
const isLeased = ({ status, nextAttemptAt }: LoggedDelivery) =>
  status === 'PENDING' && nextAttemptAt === null;

async function waitUntilLeased(what: string, isRight: (count: number) => boolean): Promise<void> {
  await waitUntil(what, async () => isRight((await scene.customer.log()).filter(isLeased).length));
}

test('SIGTERM under load: nothing new is taken, what is in flight is finished, the rest is sent by another, all once', async () => {
  const { customer, receiver } = scene;
  const held = holdAnswers();
  receiver.answer(held.answer);
  const { child, ended, output } = await startProcess(300); // longer than anybody waits here
  await publish(60);
  await held.waitFor(10);
  await waitUntilLeased('others wait in its memory', (count) => count > 10);
  child.kill('SIGTERM');
  await waitUntilLeased('what waits was given back', (count) => count === 10);
  await customer.publish(20);
  receiver.answer(200);
  held.release(200);
  expect(await ended).toBe(0);
  expect(output.stderr).toBe('');
  const afterStop = await customer.log();
  expect(afterStop.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(10);
  expect(afterStop.filter(isLeased)).toEqual([]);
  expect(receiver.requests).toHaveLength(10);
  const next = await scene.startNode(dispatcher);
  const log = await customer.waitForLog(80);
  expect(log).toMatchObject(Array(80).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(80);
  await next.stop();
});

test.each([
  ['longer than a stop may take: exit 0', 0],
  ['when a second signal ends the process at once: exit 1', 1],
])(
  'a request that is held up %s; its lease runs out, and another node sends it again',
  async (_, code) => {
    const { customer, receiver } = scene;
    const held = holdAnswers();
    receiver.answer(held.answer);
    const { child, ended, output } = await startProcess(3);
    await publish(12);
    await held.waitFor(10);
    child.kill('SIGTERM');
    await waitUntilLeased('what waits was given back', (count) => count === 10);
    if (code === 1) child.kill('SIGINT');
    expect(await ended).toBe(code);
    expect(output.stdout.includes('stopped in the middle')).toBe(code === 0);
    receiver.answer(200);
    const next = await scene.startNode(dispatcher);
    const log = await customer.waitForLog(12);
    const again = log.filter(({ attemptCount }) => attemptCount === 2);
    const trail = [{ errorCode: 'OUTCOME_UNKNOWN' }, { responseStatus: 200 }];
    expect(again).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attempts: trail }));
    expect(receiver.requests).toHaveLength(22);
    await next.stop();
  },
);

test('a transaction that commits while its node stops is sent by another node', async () => {
  const { customer, receiver } = scene;
  await customer.createWebhook(receiver.url);
  const node = await scene.startNode(dispatcher);
  let stopped: Promise<void> | undefined;
  await node.app.database.em.fork().transactional(async (em) => {
    await node.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    stopped = node.stop();
  });
  await stopped;
  const next = await scene.startNode(dispatcher);
  expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
  expect(receiver.requests).toHaveLength(1);
  await next.stop();
});
