import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { createTestEnv, startTestApp } from '../kit/app.ts';
import { createCustomer, createDrafts } from '../kit/customer.ts';
import { createTestDatabase } from '../kit/database.ts';
import { startReceiver, verify } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { createLogger } from '../../src/kernel/index.ts';

const root = join(import.meta.dirname, '../..');
const [old = '', fresh = ''] = [1, 2].map(
  (n) => `key${n}:${Buffer.alloc(32, n).toString('base64')}`,
);

/** Runs `npm run reseal-secrets` with these keys. */
async function reseal(databaseUrl: string, keys: string): Promise<string> {
  const args = ['--import', 'tsx', 'src/commands/reseal-secrets.ts'];
  const env = { ...createTestEnv(databaseUrl), SECRET_KEYS: keys };
  return (await promisify(execFile)(process.execPath, args, { cwd: root, env })).stdout;
}

test('npm run reseal-secrets lets SECRET_KEYS change while every webhook keeps its secret', async () => {
  const [database, receiver] = await Promise.all([createTestDatabase(), startReceiver()]);
  const lines: string[] = [];
  const logger = createLogger('error', { write: (line: string) => void lines.push(line) });
  const start = (keys: string) =>
    startTestApp({ database, env: { SECRET_KEYS: keys }, options: { logger } });
  try {
    const before = await start(old);
    const customer = await createCustomer(before);
    const { secret, id } = await customer.createWebhook(receiver.url);
    await before.stop();

    const without = await start(fresh);
    await waitUntil('the missing key is named', () => lines.length > 0);
    expect(lines[0]).toMatch(/"keyIds":\["key1"\].*SECRET_KEYS lacks keys/);
    await without.stop();

    await expect(reseal(database.url, fresh)).rejects.toMatchObject({
      code: 1,
      stdout: 'Webhooks whose secrets are now encrypted with key2: 0\n',
      stderr: expect.stringContaining(`Webhooks that still need another key: 1 (${id}).`),
    });
    expect(await reseal(database.url, `${fresh},${old}`)).toBe(
      'Webhooks whose secrets are now encrypted with key2: 1\n',
    );

    const after = await start(fresh);
    await after.app.publishEvents(
      after.app.database.em.fork(),
      customer.workspaceId,
      createDrafts(1),
    );
    const [request] = await receiver.waitFor(1);
    verify(secret, request!);
    await after.stop();
    expect(lines).toHaveLength(1);
  } finally {
    await Promise.all([database.drop(), receiver.stop()]);
  }
});
