import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../kit/wait-until.ts';
import { startDemo, startDemoFromSources, type DemoChild } from './kit/demo-child.ts';

const deliveryLine = /^(rent|item|renter)\.[a-z_]+ +evt_[0-9a-z]{26} +SUCCEEDED 204 +\d+ ms$/;

let demo: DemoChild | undefined;

async function start(args: string[], env: Record<string, string> = {}): Promise<DemoChild> {
  demo = await startDemo(args, env);
  return demo;
}

async function expectRemoved({ listProcesses, listFolders }: DemoChild): Promise<void> {
  await waitUntil('its processes have ended', async () => (await listProcesses()).length === 0);
  expect(await listFolders()).toEqual([]);
}

interface Seen {
  webhooks: { nodes: { status: string }[] };
  deliveries: { nodes: SeenDelivery[] };
}

interface SeenDelivery {
  status: string;
  responseStatus: number | null;
  webhook: { format: string } | null;
}

/** Reads what the page shows. */
async function look(api: string, token: string): Promise<Seen> {
  const query =
    '{ webhooks { nodes { status } } deliveries { nodes { status responseStatus webhook { format } } } }';
  const response = await fetch(api, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Seen }).data;
}

afterEach(async () => {
  await demo?.dispose();
  demo = undefined;
});

describe('the demo', () => {
  test('with --once ends after ten verified deliveries and removes everything', async () => {
    const child = (demo = await startDemoFromSources(['--once']));
    expect(await child.ended).toBe(0);
    expect(child.lines.filter((line) => deliveryLine.test(line))).toHaveLength(10);
    expect(child.lines.at(-1)).toBe('Done: 10 deliveries verified.');
    expect(child.errors).toEqual([]);
    await expectRemoved(child);
  });

  test('prints a command that shows the log, and stops cleanly on Ctrl-C', async () => {
    const child = await start([]);
    await child.waitForLine('SUCCEEDED 204');
    expect(child.lines.join('\n')).toMatch(/curl -s http:\S+\/graphql .*Bearer \S+'/);
    child.signal('SIGINT');
    child.signal('SIGINT'); // npm and the terminal both forward it
    expect(await child.ended).toBe(0);
    expect(child.lines.at(-1)).toMatch(/^Stopped: \d+ deliver(y|ies) verified\.$/);
    expect(child.errors).toEqual([]);
    await expectRemoved(child);
  });

  test('prints a link to the page first, whose token shows webhooks that work, fail and wait', async () => {
    const child = await start([]);
    await child.waitForLine('Stop with');
    const [, page = '', token = ''] =
      /(http:\S+\/dashboard\/)#token=(\S+)/.exec(child.lines.join('\n')) ?? [];
    expect(child.lines.findIndex((line) => line.includes(page))).toBeLessThan(8);
    const response = await fetch(page);
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('<script type="module"'),
    ]);
    const api = new URL('/graphql', page).href;
    await waitUntil('a delivery has failed, and a message for Slack has arrived', async () => {
      const { webhooks, deliveries } = await look(api, token);
      return (
        webhooks.nodes.some(({ status }) => status === 'PAUSED') &&
        deliveries.nodes.some(({ responseStatus }) => responseStatus === 503) &&
        deliveries.nodes.some(
          ({ status, webhook }) => status === 'SUCCEEDED' && webhook?.format === 'SLACK',
        )
      );
    });
    child.signal('SIGTERM');
    expect(await child.ended).toBe(0);
    expect(child.errors).toEqual([]);
    await expectRemoved(child);
  });

  test('stops cleanly on SIGTERM during start, with exit code 1 because --once is incomplete', async () => {
    const child = await start(['--once']);
    await child.waitForLine('Starting');
    child.signal('SIGTERM');
    expect(await child.ended).toBe(1);
    expect(child.lines.at(-1)).toBe('Stopped: 0 deliveries verified.');
    expect(child.errors).toEqual([]);
    await expectRemoved(child);
  });

  describe('when only its Node process is killed', () => {
    async function expectRemovedSoon({ listProcesses, listFolders }: DemoChild): Promise<void> {
      await waitUntil('its processes have ended', async () => (await listProcesses()).length === 0);
      await waitUntil('its folders are removed', async () => (await listFolders()).length === 0);
    }

    test('removes everything', async () => {
      const child = await start([]);
      await child.waitForLine('SUCCEEDED 204');
      const cluster = await child.findCluster(); // outside the folder if PostgreSQL's user cannot enter it
      child.kill();
      await expectRemovedSoon(child);
      await waitUntil('the cluster is removed', () => !existsSync(dirname(cluster)));
    });

    test('removes everything even during start', async () => {
      const child = await start([]);
      await waitUntil('its folder exists', async () => (await child.listFolders()).length > 0);
      child.kill();
      await expectRemovedSoon(child);
    });
  });

  test('says in one sentence that the requested port is taken', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const child = await start(['--once'], { PORT: String(port) });
    expect(await child.ended).toBe(1);
    other.close();
    expect(child.errors).toEqual([
      `The demo failed: Port ${port} is taken by another process; choose another with PORT.`,
    ]);
    await expectRemoved(child);
  });

  test('refuses an invalid port and an unknown option, and prints its usage', async () => {
    const wrongPort = await start([], { PORT: 'http' });
    expect(await wrongPort.ended).toBe(1);
    expect(wrongPort.errors.join('\n')).toContain('PORT: must be a whole number');
    await wrongPort.dispose();
    const wrongOption = await start(['--twice']);
    expect(await wrongOption.ended).toBe(1);
    expect(wrongOption.errors[0]).toContain("'--twice'");
    expect(wrongOption.errors.at(-1)).toContain('npm run demo -- --once');
  });
});
