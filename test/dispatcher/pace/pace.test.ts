import { expect, test } from '@jest/globals';
import { SendTest } from '../../kit/documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { parseOperation } from '../../e2e/kit/operation.ts';
import { startReceiver } from '../../kit/receiver.ts';
import {
  chatEnv,
  keepMessages,
  nameOf,
  numbersFrom,
  publishNamed,
  readAttempts,
  type Message,
} from './pace-fixture.ts';

const fixture = setUpNode({ env: { ...chatEnv, RETRY_SCHEDULE: '0,1,1' } });

/** The messages that name this renter. */
const namesIn = (messages: readonly Message[], n: number) =>
  messages.filter(({ body }) => body.includes(nameOf(n)));

/** The sizes of the digests that the attempts of each delivery were, as the API shows them. */
async function readDigestSizes(): Promise<string[]> {
  const { document } = parseOperation('{ deliveries { nodes { attempts { digestSize } } } }');
  const { data } = await fixture.app.request(fixture.customer.token, document, {});
  const { nodes } = (data as { deliveries: { nodes: { attempts: { digestSize: unknown }[] }[] } })
    .deliveries;
  return nodes.map(({ attempts }) => attempts.map(({ digestSize }) => digestSize).join());
}

/** Whether at most three messages came at once, and one a second after them. @param beganMs before the first claim */
function keepPace(messages: readonly Message[], beganMs: number): boolean {
  return messages.every(({ atMs }, place) => atMs - beganMs >= (place - 2) * 1_000);
}

test('events at once make three messages: the last is a digest of all but two', async () => {
  const { app, customer, receiver } = fixture;
  const { messages, answer } = keepMessages(200);
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK' });
  await publishNamed(app, customer, numbersFrom(0, 40));

  const log = await customer.waitForLog(40);
  expect(log).toMatchObject(Array(40).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(messages).toHaveLength(3);
  for (const n of numbersFrom(0, 12)) expect(namesIn(messages, n)).toHaveLength(1);
  expect(messages.filter(({ body }) => body.includes('and 28 more'))).toHaveLength(1);
  const sizes = Map.groupBy(await readAttempts(app, customer), ({ body }) => body);
  expect([...sizes.values()].map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([
    ...[1, 1, 38],
  ]);
  expect([...sizes.keys()].toSorted()).toEqual(messages.map(({ body }) => body).toSorted());
});

test('events after a burst wait for the next second, and share a message then', async () => {
  const { app, customer, receiver } = fixture;
  const { messages, answer } = keepMessages(200);
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK' });
  const beganMs = Date.now();
  await publishNamed(app, customer, numbersFrom(0, 3));
  await publishNamed(app, customer, numbersFrom(3, 2));
  await publishNamed(app, customer, numbersFrom(5, 2));

  await customer.waitForLog(7);
  for (const n of numbersFrom(0, 7)) expect(namesIn(messages, n)).toHaveLength(1);
  expect(keepPace(messages, beganMs)).toBe(true);
});

test('two nodes keep one pace', async () => {
  const { app, customer, receiver } = fixture;
  const other = await fixture.startNode(chatEnv);
  const { messages, answer } = keepMessages(200);
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK' });
  const beganMs = Date.now();
  const parts = numbersFrom(0, 6).map((part) => numbersFrom(part * 10, 10));
  await Promise.all(
    parts.map((part, place) => publishNamed(place % 2 ? other : app, customer, part)),
  );

  const log = await customer.waitForLog(60);
  expect(log).toMatchObject(Array(60).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(keepPace(messages, beganMs)).toBe(true);
  await other.stop();
});

test('one event of a digest that its service refuses fails alone', async () => {
  const { app, customer, receiver } = fixture;
  const isBad = ({ body }: { body: string }) => body.includes(nameOf(3));
  const { messages, answer } = keepMessages((request) => (isBad(request) ? 400 : 200));
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK' });
  const beganMs = Date.now();
  await publishNamed(app, customer, numbersFrom(0, 5));

  const log = await customer.waitForLog(5);
  const ends = Map.groupBy(log, ({ status, attemptCount }) => `${status} ${attemptCount}`);
  expect(new Map([...ends].map(([end, { length }]) => [end, length]))).toEqual(
    new Map([
      ['SUCCEEDED 1', 2],
      ['SUCCEEDED 2', 2],
      ['FAILED 2', 1],
    ]),
  );
  for (const n of [2, 3, 4]) expect(namesIn(messages, n)).toHaveLength(2);
  expect((await readDigestSizes()).toSorted()).toEqual(['', '', '3,', '3,', '3,']);
  expect(keepPace(messages, beganMs)).toBe(true);
});

test('a digest that fails is sent again with all its events', async () => {
  const { app, customer, receiver } = fixture;
  const { messages, answer } = keepMessages(({ body }, place) =>
    body.includes(nameOf(9)) && place < 3 ? 503 : 200,
  );
  receiver.answer(answer);
  const { id } = await customer.createWebhook(receiver.url, { format: 'SLACK' });
  await publishNamed(app, customer, numbersFrom(0, 10));

  const log = await customer.waitForLog(10, { webhookIds: [id] });
  expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED' }));
  expect(log.map(({ attemptCount }) => attemptCount).toSorted()).toEqual([
    ...[1, 1],
    ...Array<number>(8).fill(2),
  ]);
  for (const n of numbersFrom(2, 8)) expect(namesIn(messages.slice(0, 3), n)).toHaveLength(1);
  for (const n of numbersFrom(2, 8)) expect(namesIn(messages.slice(3), n)).toHaveLength(1);
});

test('a fractional time of Discord cools the webhook down, and nothing is lost', async () => {
  const { app, customer, receiver } = fixture;
  const busy = { status: 429, body: JSON.stringify({ message: 'slow down', retry_after: 0.4 }) };
  const { messages, answer } = keepMessages((_, place) => (place < 3 ? busy : 200));
  receiver.answer(answer);
  const { id } = await customer.createWebhook(receiver.url, { format: 'DISCORD' });
  await publishNamed(app, customer, numbersFrom(0, 6));

  const log = await customer.waitForLog(6, { webhookIds: [id] });
  expect(log).toMatchObject(Array(6).fill({ status: 'SUCCEEDED' }));
  for (const n of numbersFrom(0, 6)) expect(namesIn(messages.slice(3), n)).toHaveLength(1);
});

test('a test does not wait for the pace, and goes alone', async () => {
  const { app, customer, receiver } = fixture;
  const { messages, answer } = keepMessages(200);
  receiver.answer(answer);
  const { id } = await customer.createWebhook(receiver.url, { format: 'SLACK' });
  await publishNamed(app, customer, numbersFrom(0, 20));
  const input = { webhookId: id, eventType: 'renter.deleted' };
  await app.ask(customer.token, SendTest, { input });

  await customer.waitForLog(21);
  expect(messages.filter(({ body }) => body.includes('Test: '))).toHaveLength(1);
  expect(messages).toHaveLength(4);
});

test('a webhook of JSON gets each event by itself beside a webhook of a chat format', async () => {
  const { app, customer, receiver } = fixture;
  const chat = await startReceiver();
  await customer.createWebhook(receiver.url);
  await customer.createWebhook(chat.url, { format: 'TEAMS' });
  await publishNamed(app, customer, numbersFrom(0, 30));

  await customer.waitForLog(60);
  expect(receiver.requests).toHaveLength(30);
  expect(chat.requests).toHaveLength(3);
  const [message] = chat.requests;
  expect(message?.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
  expect(message?.headers).not.toHaveProperty('webhook-signature');
  await chat.stop();
});
