import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { createTestEnv } from '../kit/app.ts';
import { startMainProcess, type MainProcess } from '../kit/main-process.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();
let running: MainProcess | undefined;
afterEach(() => void running?.child.kill('SIGKILL'));

async function call(url: string | URL): Promise<Response> {
  const body = JSON.stringify({ query: '{ workspace { id } }' });
  const token = await fixture.app.token(fixture.customer.workspaceId);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return fetch(url, { method: 'POST', headers, body });
}

const isReady = async (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Polls `/readyz` of each node and routes to the ready ones in turn, over keep-alive connections. */
async function startProxy(ports: Set<number>) {
  const agent = new Agent({ keepAlive: true });
  const stopped = new AbortController();
  let ready: readonly number[] = [];
  let turn = 0;
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const asked = await Promise.all(
        [...ports].map(async (port) => [port, await isReady(port)] as const),
      );
      ready = asked.filter(([, is]) => is).map(([port]) => port);
      await delay(50);
    }
  })();
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url: path } = incoming;
    const port = ready[(turn += 1) % ready.length];
    const onward = request({ agent, host: '127.0.0.1', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, { 'content-type': 'application/json' });
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    isRouting: (port: number) => ready.includes(port),
    async stop() {
      stopped.abort();
      await watching;
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

test('restarting three nodes in turn behind a proxy that polls /readyz fails no call', async () => {
  const env = { ROLES: 'api', DRAIN_SECONDS: '2' };
  const nodes = [
    await fixture.startNode(env),
    await fixture.startNode(env),
    await fixture.startNode(env),
  ];
  const ports = new Set(nodes.map(({ app }) => app.port));
  const proxy = await startProxy(ports);
  const waitForRoute = async (port: number) =>
    waitUntil('the proxy routes to the node', () => proxy.isRouting(port));
  for (const port of ports) await waitForRoute(port);
  const statuses: number[] = [];
  let isOver = false;
  const callers = [1, 2, 3, 4].map(async () => {
    while (!isOver) {
      statuses.push((await call(proxy.url)).status);
      await delay(20);
    }
  });
  for (const node of nodes) {
    await node.app.stop();
    ports.delete(node.app.port);
    const next = await fixture.startNode(env);
    ports.add(next.app.port);
    await waitForRoute(next.app.port);
  }
  isOver = true;
  await Promise.all(callers);
  await proxy.stop();
  expect(statuses.length).toBeGreaterThan(20);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
}, 60_000);

test('a draining node is not ready, serves calls with connection: close, and ends at a second signal', async () => {
  const env = createTestEnv(fixture.app.databaseUrl);
  running = await startMainProcess({ ...env, ROLES: 'api', DRAIN_SECONDS: '300' });
  const { child, ended, ready } = running;
  const url = await ready;
  const readyz = async () => fetch(new URL('/readyz', url));
  expect((await readyz()).status).toBe(200);
  child.kill('SIGTERM');
  await waitUntil('it is not ready', async () => (await readyz()).status === 503);
  const reasons = ['The service is stopping.'];
  expect(await (await readyz()).json()).toEqual({ status: 'unavailable', reasons });
  const answer = await call(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('connection')).toBe('close');
  child.kill('SIGINT');
  expect(await ended).toBe(1);
});
