import { expect, test } from '@jest/globals';
import { sql } from '../../../src/db/index.ts';
import { PauseWebhook } from '../../kit/documents.ts';
import { startChildNode } from '../../kit/child-node.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { countRecovered, insertFailed } from './kit/insert-failed.ts';
import { readRecovery, recover, waitForRecovery } from './kit/recovery-client.ts';

/** The file's node only serves the API; the nodes started by the test do the work. */
const fixture = setUpNode({ env: { ROLES: 'api' } });
const env = { ROLES: 'dispatcher' };
const count = 20_000;

test('a recovery whose node is killed is continued by another one: nothing is lost, and nothing made twice', async () => {
  const { app, customer, receiver } = fixture;
  const { token, workspaceId } = customer;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  await app.ask(token, PauseWebhook, { input: { webhookId } });
  await insertFailed(app, { workspaceId, webhookId, count });
  const { id } = await recover(app, token);
  let seen = 0;
  for (let kills = 0; kills < 3; kills += 1) {
    const node = await startChildNode(app.databaseUrl, env);
    await waitUntil('the node has made some', async () => {
      const { recoveredCount } = await readRecovery(app, token, id);
      return recoveredCount > seen;
    });
    await node.kill();
    seen = (await readRecovery(app, token, id)).recoveredCount;
  }
  expect(seen).toBeLessThan(count);
  await fixture.startNode(env);
  await waitForRecovery(app, token, id);
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from delivery_queue
  `.execute(app.app.database.em.fork().getKysely());
  expect(await readRecovery(app, token, id)).toMatchObject({
    ...{ status: 'SUCCEEDED', recoveredCount: count, skippedCounts: [] },
  });
  expect(await countRecovered(app, workspaceId)).toEqual({ 1: count });
  expect(rows).toEqual([{ waiting: count }]);
});
