import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { sql } from '../../../src/db/index.ts';
import { startChildNode } from '../../kit/child-node.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { chatEnv, keepMessages, numbersFrom, publishNamed, readAttempts } from './pace-fixture.ts';

const env = { ...chatEnv, LEASE_SECONDS: '3', RETRY_SCHEDULE: '0,0,0' };
/** The node of the fixture only serves the API, so that the nodes started by the test send everything. */
const fixture = setUpNode({ env: { ...env, ROLES: 'api' } });

/** The ends of the leases of the workspace's deliveries, in Unix milliseconds. */
async function readLeaseEnds(): Promise<number[]> {
  const { rows } = await sql<{ ms: number }>`
    select extract(epoch from due_at)::float8 * 1000 as ms from delivery_queue
    where workspace_id = ${fixture.customer.workspaceId} and claim_token is not null
  `.execute(fixture.app.app.database.em.fork().getKysely());
  return rows.map(({ ms }) => ms);
}

/** Holds the answers of all messages. */
function holdMessages() {
  const held: ServerResponse[] = [];
  const kept = keepMessages(() => (response) => held.push(response));
  return { ...kept, held };
}

test('the leases of all deliveries of a digest are renewed while it is sent', async () => {
  const { app, customer, receiver } = fixture;
  const { messages, answer, held } = holdMessages();
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK', timeoutSeconds: 30 });
  const node = await fixture.startNode({ ...env, ROLES: 'dispatcher' });
  await publishNamed(app, customer, numbersFrom(0, 8));
  await waitUntil('three messages arrived', () => messages.length === 3);
  const before = await readLeaseEnds();
  expect(before).toHaveLength(8);
  await waitUntil('every lease would have expired', async () => {
    const ends = await readLeaseEnds();
    return Math.min(...ends) - Math.max(...before) > 3_000;
  });
  for (const response of held) response.writeHead(200).end();

  const log = await customer.waitForLog(8);
  expect(log).toMatchObject(Array(8).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(messages).toHaveLength(3);
  await node.stop();
});

test('every delivery of a digest is attempted again after the death of its node', async () => {
  const { app, customer, receiver } = fixture;
  const { messages, answer } = holdMessages();
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK' });
  const node = await startChildNode(app.databaseUrl, { ...env, ROLES: 'dispatcher' });
  await publishNamed(app, customer, numbersFrom(0, 8));
  await waitUntil('three messages arrived', () => messages.length === 3);
  await node.kill();
  receiver.answer(200);
  await fixture.startNode({ ...env, ROLES: 'dispatcher' });

  const log = await customer.waitForLog(8);
  expect(log).toMatchObject(Array(8).fill({ status: 'SUCCEEDED', attemptCount: 2 }));
  const attempts = await readAttempts(app, customer);
  expect(attempts).toHaveLength(16);
  expect(attempts.filter(({ errorCode }) => errorCode === 'OUTCOME_UNKNOWN')).toHaveLength(8);
});
