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
const count = 5_000;

/** Whether a statement of another process waits for a lock. */
async function isAnyoneWaiting(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(fixture.app.app.database.em.fork().getKysely());
  return rows.length > 0;
}

/** Starts a node and kills it in its first step, when the deliveries are made but not committed. */
async function killInStep(): Promise<void> {
  await fixture.app.app.database.em.fork().transactional(async (transaction) => {
    await sql`select from recoveries for update`.execute(transaction.getKysely());
    const node = await startChildNode(fixture.app.databaseUrl, env);
    await waitUntil('the node is in a step', isAnyoneWaiting);
    await node.kill();
  });
}

test('a recovery whose node is killed is continued by another one: nothing is lost, and nothing made twice', async () => {
  const { app, customer, receiver } = fixture;
  const { token, workspaceId } = customer;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  await app.ask(token, PauseWebhook, { input: { webhookId } });
  await insertFailed(app, { workspaceId, webhookId, count });
  const { id } = await recover(app, token);

  await killInStep();
  expect(await readRecovery(app, token, id)).toMatchObject({ recoveredCount: 0 });
  expect(await countRecovered(app, workspaceId)).toEqual({ 0: count });

  const node = await startChildNode(app.databaseUrl, env);
  await waitUntil('the node has made some', async () => {
    return (await readRecovery(app, token, id)).recoveredCount > 0;
  });
  await node.kill();

  await fixture.startNode(env);
  const ended = { status: 'SUCCEEDED', recoveredCount: count, skippedCounts: [] };
  expect(await waitForRecovery(app, token, id)).toMatchObject(ended);
  expect(await countRecovered(app, workspaceId)).toEqual({ 1: count });
  expect(await customer.log({ statuses: ['PENDING'], triggers: ['RECOVERY'] })).toHaveLength(100);
});
