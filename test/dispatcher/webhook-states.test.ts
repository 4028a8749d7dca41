import { expect, test } from '@jest/globals';
import { createFakeClock } from '../kit/fake-clock.ts';
import { DeleteWebhook, EnableWebhook, PauseWebhook, ResumeWebhook } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const clock = createFakeClock();
const fixture = setUpNode({ options: { clock } });

/** Makes a paused webhook with three waiting deliveries, while the node sends others. */
async function pauseWithThree() {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
  await customer.publish(3);
  await fixture.letTurnsPass();
  return id;
}

test('a paused webhook keeps its deliveries, and a resume sends them', async () => {
  const { app, customer, receiver } = fixture;
  const id = await pauseWithThree();
  expect(await customer.log({ webhookIds: [id] })).toMatchObject(
    Array(3).fill({ status: 'PENDING', attemptCount: 0 }),
  );
  expect(receiver.requests).toEqual([]);
  const dry = await app.ask(customer.token, ResumeWebhook, {
    input: { webhookId: id, dryRun: true },
  });
  expect(dry.resumeWebhook).toMatchObject({ waitingCount: 3, webhook: { status: 'PAUSED' } });
  expect(dry.resumeWebhook.oldestWaitingAt).not.toBeNull();
  await app.ask(customer.token, ResumeWebhook, { input: { webhookId: id } });
  const log = await customer.waitForLog(3, { webhookIds: [id] });
  expect(log).toMatchObject(Array(3).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(3);
});

test('deliveries held in memory when their webhook is paused are released, and sent after a resume', async () => {
  const { app, customer, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish(30);
  await held.waitFor(10);
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
  clock.advance(1_000);
  receiver.answer(200);
  held.release(200);
  const sent = await customer.waitForLog(10, { webhookIds: [id], statuses: ['SUCCEEDED'] });
  expect(sent).toHaveLength(10);
  expect(receiver.requests).toHaveLength(10);
  await app.ask(customer.token, ResumeWebhook, { input: { webhookId: id } });
  const log = await customer.waitForLog(30);
  expect(log).toMatchObject(Array(30).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(30);
});

test('the waiting deliveries of a deleted webhook end as FAILED without a request', async () => {
  const { app, customer, receiver } = fixture;
  const id = await pauseWithThree();
  await app.ask(customer.token, DeleteWebhook, { input: { webhookId: id } });
  const ended = await customer.waitForLog(3, { webhookIds: [id] });
  expect(ended).toMatchObject(
    Array(3).fill({
      status: 'FAILED',
      statusReason: 'WEBHOOK_DELETED',
      webhook: null,
      attempts: [],
    }),
  );
  expect(receiver.requests).toEqual([]);
});

test('the waiting deliveries of a suspended webhook end as FAILED without a request', async () => {
  const { app, customer, receiver } = fixture;
  const id = await pauseWithThree();
  await app.createWorkspace(customer.workspaceId, 'FREE');
  const ended = await customer.waitForLog(3, { webhookIds: [id] });
  expect(ended).toMatchObject(
    Array(3).fill({ status: 'FAILED', statusReason: 'WEBHOOK_SUSPENDED', attempts: [] }),
  );
  expect(receiver.requests).toEqual([]);
});

test('the waiting deliveries of a disabled webhook end as FAILED; new ones are sent once enabled', async () => {
  const { app, customer, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await held.waitFor(1);
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
  await customer.publish(3);
  held.release(410);
  const log = await customer.waitForLog(4);
  expect(log.map(({ statusReason }) => statusReason).toSorted()).toEqual([
    'RECEIVER_GONE',
    ...Array<string>(3).fill('WEBHOOK_DISABLED'),
  ]);
  expect(receiver.requests).toHaveLength(1);
  receiver.answer(200);
  const input = { webhookId: id };
  await app.ask(customer.token, EnableWebhook, { input });
  await app.ask(customer.token, ResumeWebhook, { input });
  await customer.publish();
  const [newest] = await customer.waitForLog(5);
  expect(newest).toMatchObject({ status: 'SUCCEEDED', attemptCount: 1 });
});
