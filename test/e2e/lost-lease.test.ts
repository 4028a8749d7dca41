import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { startChildNode, type ChildNode } from '../kit/child-node.ts';
import { GetWebhook } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { scrapeUrl } from '../kit/scrape.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** The file's node only serves the API; the nodes started by the tests send. */
const env = { LEASE_SECONDS: '3', DELIVERY_PER_WEBHOOK: '1', RETRY_SCHEDULE: '0,5,5' };
const fixture = setUpNode({ env: { ...env, ROLES: 'api' } });
const dispatcher = { ...env, ROLES: 'dispatcher' };
let slow: ChildNode;
let metricsUrl: string;
beforeAll(async () => {
  slow = await startChildNode(fixture.app.databaseUrl, { ...dispatcher, METRICS_PORT: '0' });
  const port = slow.lines.find((line) => line.startsWith('metrics '))?.slice('metrics '.length);
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
});
afterAll(async () => slow.kill());

/** Whether this many deliveries are leased: PENDING without a next attempt. */
async function areLeased(count: number): Promise<boolean> {
  const log = await fixture.customer.log();
  const leased = log.filter((it) => it.status === 'PENDING' && it.nextAttemptAt === null);
  return leased.length === count;
}

/** Everything in the log that a late result could change. */
async function readState(webhookId: string) {
  const { webhook } = await fixture.app.ask(fixture.customer.token, GetWebhook, { id: webhookId });
  return { webhook, deliveries: await fixture.customer.log() };
}

test('a node stopped for longer than its leases continues with them if no other took them', async () => {
  const { customer, receiver } = fixture;
  const late = holdAnswers();
  receiver.answer(late.answer);
  await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  await customer.publish(2);
  await late.waitFor(1);
  await waitUntil('the node holds both', () => areLeased(2));
  const letGoOn = await slow.freeze();
  await waitUntil('their leases have expired', async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from delivery_queue
      where workspace_id = ${customer.workspaceId} and due_at < now() and claim_token is not null
    `.execute(fixture.app.app.database.em.fork().getKysely());
    return rows[0]?.count === 2;
  });
  receiver.answer(200);
  letGoOn();
  late.release(200);
  const log = await customer.waitForLog(2);
  expect(log).toMatchObject(Array(2).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(2);
});

test.each([
  ['stopped (SIGSTOP)', (node: ChildNode) => node.freeze()],
  ['busy with one task', (node: ChildNode) => node.keepBusy()],
])('the late result of a node that was %s amends its attempt and nothing else', async (_, hold) => {
  const { customer, receiver } = fixture;
  const late = holdAnswers();
  receiver.answer(late.answer);
  const { id } = await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  await customer.publish(2);
  await late.waitFor(1);
  await waitUntil('the node holds both', () => areLeased(2));
  const lostBefore = (await scrapeUrl(metricsUrl)).get('leases_lost_total');
  const letGoOn = await hold(slow);

  receiver.answer(200);
  const other = await fixture.startNode(dispatcher);
  await customer.waitForLog(2);
  const before = await readState(id);
  const trail = { attempts: [{ errorCode: 'OUTCOME_UNKNOWN' }, { responseStatus: 200 }] };
  expect(before.deliveries).toMatchObject(Array(2).fill({ status: 'SUCCEEDED', ...trail }));
  expect(receiver.requests).toHaveLength(3);
  const takenOver = await other.app.metrics.registry.getSingleMetricAsString(
    'stockaj_webhooks_leases_taken_over_total',
  );
  expect(takenOver).toMatch(/total 2$/);

  late.release(410); // for the first one, it would disable the webhook
  letGoOn();
  const isAmended = ({ attempts }: { attempts: readonly { responseStatus: number | null }[] }) =>
    attempts[0]?.responseStatus === 410;
  await waitUntil('the late result is logged', async () => (await customer.log()).some(isAmended));
  const after = await readState(id);
  const amended = after.deliveries.find(isAmended)!;
  expect(after.webhook).toEqual(before.webhook);
  expect(
    after.deliveries.map(({ attempts: [, ...rest], ...delivery }) => ({ delivery, rest })),
  ).toEqual(
    before.deliveries.map(({ attempts: [, ...rest], ...delivery }) => ({ delivery, rest })),
  );
  expect(after.deliveries.filter(isAmended)).toHaveLength(1);
  const lost = decodeId(IdPrefix.delivery, amended.id) ?? '';
  await waitUntil('the node says that it lost the lease', () =>
    slow.lines.some((line) => line.includes('lease lost') && line.includes(lost)),
  );
  expect((await scrapeUrl(metricsUrl)).get('leases_lost_total')).toBe(lostBefore + 1);
  expect(amended.attempts[0]).toMatchObject({ number: 1, errorCode: 'HTTP_CLIENT_ERROR' });

  // The node continues: alone again, it sends what comes, and nothing of what it had held.
  await other.stop();
  await customer.publish();
  await customer.waitForLog(3);
  expect(receiver.requests).toHaveLength(4);
});
