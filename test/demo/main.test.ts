import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../kit/wait-until.ts';
import { startDemo, type DemoChild } from './demo-child.ts';

const deliveryLine = /^(rent|item|renter)\.[a-z_]+ +evt_[0-9a-z]{26} +SUCCEEDED 204 +\d+ ms$/;

let demo: DemoChild | undefined;

async function start(args: string[], env: Record<string, string> = {}): Promise<DemoChild> {
  demo = await startDemo(args, env);
  return demo;
}

async function expectNothingLeft({ listProcesses, listFolders }: DemoChild): Promise<void> {
  await waitUntil('its processes are gone', async () => (await listProcesses()).length === 0);
  expect(await listFolders()).toEqual([]);
}

afterEach(async () => {
  await demo?.dispose();
  demo = undefined;
});

describe('the demo', () => {
  test('ends by itself after ten verified deliveries with --once and leaves nothing behind', async () => {
    const child = await start(['--once']);
    expect(await child.ended).toBe(0);
    expect(child.lines.filter((line) => deliveryLine.test(line))).toHaveLength(10);
    expect(child.lines.at(-1)).toBe('Done: 10 deliveries verified.');
    expect(child.errors).toEqual([]);
    await expectNothingLeft(child);
  });

  test('tells a ready-made way to the log and ends in order on Ctrl-C', async () => {
    const child = await start([]);
    await child.waitForLine('SUCCEEDED 204');
    expect(child.lines.join('\n')).toMatch(/curl -s http:\S+\/graphql .*Bearer \S+'/);
    child.signal('SIGINT');
    child.signal('SIGINT'); // npm and the terminal both pass it on
    expect(await child.ended).toBe(0);
    expect(child.lines.at(-1)).toMatch(/^Stopped: \d+ deliver(y|ies) verified\.$/);
    expect(child.errors).toEqual([]);
    await expectNothingLeft(child);
  });

  test('ends in order on SIGTERM while it is still starting, and says by its exit code that --once was cut short', async () => {
    const child = await start(['--once']);
    await child.waitForLine('Starting');
    child.signal('SIGTERM');
    expect(await child.ended).toBe(1);
    expect(child.lines.at(-1)).toBe('Stopped: 0 deliveries verified.');
    expect(child.errors).toEqual([]);
    await expectNothingLeft(child);
  });

  describe('whose Node alone is killed', () => {
    async function expectNothingLeftSoon({ listProcesses, listFolders }: DemoChild): Promise<void> {
      await waitUntil('its processes are gone', async () => (await listProcesses()).length === 0);
      await waitUntil('its folders are gone', async () => (await listFolders()).length === 0);
    }

    test('leaves nothing behind', async () => {
      const child = await start([]);
      await child.waitForLine('SUCCEEDED 204');
      const cluster = await child.findCluster(); // elsewhere when PostgreSQL's user cannot enter the folder
      child.kill();
      await expectNothingLeftSoon(child);
      await waitUntil('the cluster is gone', () => !existsSync(dirname(cluster)));
    });

    test('leaves nothing behind while it is still starting', async () => {
      const child = await start([]);
      await waitUntil('it has a folder', async () => (await child.listFolders()).length > 0);
      child.kill();
      await expectNothingLeftSoon(child);
    });
  });

  test('names a port that was asked for and is taken, in one sentence', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const child = await start(['--once'], { PORT: String(port) });
    expect(await child.ended).toBe(1);
    other.close();
    expect(child.errors).toEqual([
      `The demo cannot go on: Port ${port} is taken by another process; choose another with PORT.`,
    ]);
    await expectNothingLeft(child);
  });

  test('names a port that is none, and an option that it does not know, and shows how it is called', async () => {
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
