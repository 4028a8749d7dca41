import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { ListItems } from '../kit/inventory-documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const script = fileURLToPath(new URL('./run-doomed-change.ts', import.meta.url));

/** The node of the fixture answers the API alone: what is sent is sent by the nodes of the test. */
const fixture = setUpNode({ env: { ROLES: 'api' } });

/** Adds an item in a process that dies at this moment; resolves when it is gone. */
async function addItemAndDie(moment: 'before-commit' | 'after-commit'): Promise<void> {
  const { app, customer } = fixture;
  const args = ['--import', 'tsx', script, app.databaseUrl, customer.workspaceId, moment];
  const node = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  node.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [, signal] = (await once(node, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`The node did not die in its change: ${errors}`);
}

async function listItems() {
  return (await fixture.app.ask(fixture.customer.token, ListItems, {})).items.nodes;
}

test('a process that dies between the change and the commit has changed and sent nothing', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  await addItemAndDie('before-commit');
  expect(await listItems()).toEqual([]);
  expect(await customer.log()).toEqual([]);
  await fixture.startNode({ ROLES: 'dispatcher', LEASE_SECONDS: '3' });
  const [eventId] = await customer.publish();
  await customer.waitForLog(1);
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([eventId]);
});

test('the event of a process that dies right after the commit is sent by another', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  await addItemAndDie('after-commit');
  expect(await listItems()).toMatchObject([{ name: 'A lathe', version: 1 }]);
  await fixture.startNode({ ROLES: 'dispatcher', LEASE_SECONDS: '3' });
  const [delivery] = await customer.waitForLog(1);
  expect(delivery).toMatchObject({
    status: 'SUCCEEDED',
    event: { type: 'item.created' },
    attempts: [{ number: 1, responseStatus: 200 }],
  });
  expect(receiver.requests.map(({ headers }) => headers['x-stockaj-attempt'])).toEqual(['1']);
});
