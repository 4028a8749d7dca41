import { beforeEach, expect, test } from '@jest/globals';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { startTestApp } from '../../kit/app.ts';
import { createDrafts } from '../../kit/customer.ts';
import { PublishEvents } from '../../kit/documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { createLogger } from '../../../src/kernel/index.ts';

interface Line {
  level: number;
  msg: string;
  webhookId?: string;
}

let lines: Line[] = [];
/** Parses a line without its time. */
function parseLine(text: string): Line {
  const { time: _, ...line } = JSON.parse(text) as Line & { time: string };
  return line;
}

const logger = createLogger('info', { write: (line) => void lines.push(parseLine(line)) });
const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0' }, options: { logger } });
beforeEach(() => {
  lines = [];
});

const warn = 40;
const info = 30;

/** The lines about one webhook. */
const linesOf = (webhookId: string) => lines.filter((line) => line.webhookId === webhookId);

test('each failing and recovering of a webhook is logged once, whatever the number of nodes', async () => {
  const { app, customer, receiver } = fixture;
  const other = await startTestApp({
    env: { RETRY_SCHEDULE: '0' },
    options: { logger },
    database: { url: app.databaseUrl },
  });
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  const held = holdAnswers();
  receiver.answer(held.answer);
  for (const node of [app, other]) {
    await node.ask(customer.token, PublishEvents, { input: { events: createDrafts(3) } });
  }
  await held.waitFor(6);
  held.release(500);
  await customer.waitForLog(6);
  await other.stop();
  const facts = { workspaceId: customer.workspaceId, webhookId };
  const failing = {
    level: warn,
    ...facts,
    reason: 'HTTP_SERVER_ERROR',
    msg: 'dispatcher: webhook started failing',
  };
  expect(linesOf(webhookId)).toEqual([failing]);
  receiver.answer(200);
  await customer.publish(3);
  await customer.waitForLog(9);
  const recovered = { level: info, ...facts, reason: null, msg: 'dispatcher: webhook recovered' };
  expect(linesOf(webhookId)).toEqual([failing, recovered]);
});

test('a webhook that cools down is logged once, with no line for its probes', async () => {
  const { customer, receiver } = fixture;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  receiver.answer({ status: 429, headers: { 'retry-after': '1' } });
  await customer.publish();
  await customer.waitForLog(1);
  await customer.publish(); // waits for the end of the cool-down, and is sent as a probe
  await customer.waitForLog(2);
  receiver.answer(200);
  await customer.publish();
  await customer.waitForLog(3);
  expect(linesOf(webhookId)).toMatchObject([
    { level: warn, reason: 'HTTP_CLIENT_ERROR', msg: 'dispatcher: webhook started failing' },
    { level: warn, reason: 'RETRY_AFTER', msg: 'dispatcher: webhook is cooling down' },
    { level: info, reason: null, msg: 'dispatcher: webhook recovered' },
  ]);
});

test('a webhook that is disabled is logged with the reason', async () => {
  const { customer, receiver } = fixture;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  receiver.answer(410);
  await customer.publish(3);
  await customer.waitForLog(3);
  expect(linesOf(webhookId)).toMatchObject([
    { level: warn, reason: 'HTTP_CLIENT_ERROR', msg: 'dispatcher: webhook started failing' },
    { level: warn, reason: 'RECEIVER_GONE', msg: 'dispatcher: webhook was disabled' },
  ]);
});
