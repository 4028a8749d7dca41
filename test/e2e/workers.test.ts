import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { loadConfig } from '../../src/config/config.ts';
import { loadKeys } from '../../src/config/keys.ts';
import { signToken } from '../../src/workspaces/index.ts';
import { createDrafts } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import { listProcessesOf } from '../kit/embedded-child.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { receiverHost } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { scrapeUrl } from '../kit/scrape.ts';
import { waitUntil } from '../kit/wait-until.ts';
import {
  createWorkersEnv,
  isAlive,
  startWorkersProcess,
  type WorkersProcess,
} from '../kit/workers-process.ts';

/** Serves the log; the workers are started by the tests. */
const fixture = setUpNode({ env: { ROLES: 'api' } });
const metricsToken = 'a-token-of-the-tests';
let running: WorkersProcess | undefined;
afterEach(() => {
  for (const pid of running?.pids().values() ?? []) kill(pid); // one that a test has stopped would stay
  running?.child.kill('SIGKILL');
});

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}

/** A part of util-linux. */
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

/** Limits the file descriptors of a process. */
function limitFiles(pid: number, max: number): void {
  execFileSync('prlimit', [`--pid=${pid}`, `--nofile=${max}:`]);
}

async function startWorkers(env: Record<string, string>): Promise<WorkersProcess> {
  running = await startWorkersProcess({ ...createWorkersEnv(fixture.app.databaseUrl), ...env });
  await running.ready;
  return running;
}

/** Creates a webhook whose receiver the workers can find by themselves. */
async function createWebhook(): Promise<void> {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url.replace(receiverHost, 'localhost'));
}

/** One call over a connection of its own. */
async function call(url: URL, token: string, body: object): Promise<{ data?: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const sent = request(url, { method: 'POST', agent: false, headers });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return (await json(response)) as { data?: unknown };
}

async function publishAt(url: URL, calls: number, eventsPerCall: number): Promise<void> {
  const query = print(PublishEvents);
  for (let n = 0; n < calls; n += 1) {
    const variables = { input: { events: createDrafts(eventsPerCall) } };
    const { data } = await call(url, fixture.customer.token, { query, variables });
    expect(data).toMatchObject({ publishEvents: { userErrors: [] } });
  }
}

describe('several workers', () => {
  test('serve one port, send every delivery once, and show the metrics of all that respond to one scrape', async () => {
    const { customer, receiver } = fixture;
    await createWebhook();
    const { ready, pids, child, ended, output } = await startWorkers({
      WORKERS: '2 api,1 dispatcher',
      METRICS_TOKEN: metricsToken,
    });
    const url = await ready;
    await publishAt(url, 8, 10);
    const log = await customer.waitForLog(80);
    expect(log).toMatchObject(Array(80).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
    expect(receiver.requests).toHaveLength(80);
    const { samples } = await scrapeUrl(new URL('/metrics', url).href, metricsToken);
    const read = (sample: string) =>
      ['1', '2', '3'].map((worker) => samples.get(`${sample},worker="${worker}"}`) ?? 0);
    const published = read('operations_total{field="publishEvents",code="OK"');
    expect(published.map((count) => count > 0)).toEqual([true, true, false]);
    expect(read('attempts_total{outcome="SUCCEEDED"')).toEqual([0, 0, 80]);
    expect(samples.get('process_cpu_seconds_total{worker="0"}')).toBeGreaterThan(0);
    expect(samples.get('workers{state="ready",worker="0"}')).toBe(3);
    const stopped = pids().get(3)!;
    process.kill(stopped, 'SIGSTOP');
    const rest = await scrapeUrl(new URL('/metrics', url).href, metricsToken);
    const known = ['1', '2', '3'].filter((worker) =>
      rest.has(`process_cpu_seconds_total{worker="${worker}"}`),
    );
    expect(known).toEqual(['1', '2']);
    process.kill(stopped, 'SIGCONT');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output.stderr).toBe('');
  });

  test('that are killed are replaced, and lose nothing', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    const { pids, child, ended } = await startWorkers({ WORKERS: '2', LEASE_SECONDS: '3' });
    await createWebhook();
    await customer.publish(10);
    await held.waitFor(10);
    receiver.answer(200);
    const before = pids();
    for (const pid of before.values()) kill(pid);
    const log = await customer.waitForLog(10);
    const trail = [{ errorCode: 'OUTCOME_UNKNOWN' }, { responseStatus: 200 }];
    expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attempts: trail }));
    await waitUntil('both are replaced', () =>
      [...pids()].every(([worker, pid]) => pid !== before.get(worker)),
    );
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  const title = 'that cannot be launched for lack of file descriptors are tried again';
  // eslint-disable-next-line no-restricted-syntax -- not every machine has util-linux
  const declare = hasPrlimit ? test : test.skip;
  declare(hasPrlimit ? title : `${title} (skipped: there is no prlimit)`, async () => {
    const { pids, child, ended, output } = await startWorkers({ WORKERS: '2' });
    const killed = pids().get(1)!;
    limitFiles(child.pid!, 8);
    kill(killed);
    await waitUntil('a launch has failed', () => output.stdout.includes('"reason":"spawn '));
    expect(child.exitCode).toBeNull();
    limitFiles(child.pid!, 1_024);
    await waitUntil('the worker is replaced', () => pids().get(1) !== killed);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output.stderr).toBe('');
  });

  test('finish their requests when a signal reaches all processes, and the whole exits with 0', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    const { pids, child, ended, output } = await startWorkers({ WORKERS: '2' });
    await createWebhook();
    await customer.publish(10);
    await held.waitFor(10);
    for (const pid of [child.pid!, ...pids().values()]) process.kill(pid, 'SIGINT');
    held.release(200);
    expect(await ended).toBe(0);
    expect(output.stderr).toBe('');
    const log = await customer.waitForLog(10);
    expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  });

  test('end at once at the second signal', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    const { pids, child, ended } = await startWorkers({ WORKERS: '2' });
    await createWebhook();
    await customer.publish(1);
    await held.waitFor(1);
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    await waitUntil('no worker lives', async () => !(await isAnyAlive(pids())));
  });

  test('do not start when their port is taken, which one message says', async () => {
    const taken = createServer();
    await once(taken.listen(0), 'listening');
    const { port } = taken.address() as AddressInfo;
    const env = { ...createWorkersEnv(fixture.app.databaseUrl), PORT: String(port) };
    running = await startWorkersProcess({ ...env, WORKERS: '2' });
    expect(await running.ended).toBe(1);
    expect(running.output.stderr).toBe(
      `Cannot start: Port ${port} is taken by another process; choose another with PORT.\n`,
    );
    taken.close();
  });

  test('share the keys and the embedded PostgreSQL of the first process, and end with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stockaj-workers-'));
    running = await startWorkersProcess({
      PORT: '0',
      DATA_DIR: folder,
      WORKERS: '2',
    });
    const url = await running.ready;
    const { tokenKey } = await loadKeys(loadConfig({ DATA_DIR: folder }));
    if (!('secret' in tokenKey)) throw new Error('There is no secret.');
    const token = await signToken(tokenKey.secret, {
      workspaceId: 'acme',
      scopes: ['platform'],
      lifetimeSeconds: 600,
    });
    for (let n = 0; n < 4; n += 1) {
      const answer = await call(url, token, { query: '{ __typename }' });
      expect(answer).toEqual({ data: { __typename: 'Query' } });
    }
    running.child.kill('SIGKILL');
    await waitUntil('no worker lives', async () => !(await isAnyAlive(running!.pids())));
    await waitUntil('PostgreSQL has ended', async () => {
      return (await listProcessesOf(folder)).length === 0;
    });
    await rm(folder, { recursive: true });
  });
});

async function isAnyAlive(pids: ReadonlyMap<number, number>): Promise<boolean> {
  return (await Promise.all([...pids.values()].map(isAlive))).includes(true);
}
