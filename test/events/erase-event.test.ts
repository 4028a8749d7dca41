import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import { readTables } from '../e2e/kit/read-tables.ts';
import {
  EnableWebhook,
  EraseEvent,
  PauseWebhook,
  PublishEvents,
  ResendDelivery,
  ResumeWebhook,
} from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import type { Answer } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0,600', DELIVERY_PER_WEBHOOK: '1' } });

/** Publishes one event whose text contains a new word. */
async function publishSecret(idempotencyKey: string | null = null) {
  const secret = `Anna-${randomUUID()}`;
  const { renter } = findEventType('renter.created').sample as { renter: object };
  const data = { renter: { ...renter, name: secret } };
  const event = { type: 'renter.created', data, idempotencyKey };
  const { publishEvents } = await fixture.app.ask(fixture.customer.token, PublishEvents, {
    input: { events: [event] },
  });
  expect(publishEvents.userErrors).toEqual([]);
  return { id: publishEvents.events![0]!.id, secret, event };
}

async function erase(eventId: string, { token } = fixture.customer) {
  return (await fixture.app.ask(token, EraseEvent, { input: { eventId } })).eraseEvent;
}

/** Whether any column of any table contains the word. */
async function isStored(word: string): Promise<boolean> {
  return JSON.stringify(await readTables(fixture.app)).includes(word);
}

async function countLeased(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from delivery_queue
    where workspace_id = ${fixture.customer.workspaceId} and claim_token is not null
  `.execute(fixture.app.app.database.em.fork().getKysely());
  return rows[0]!.count;
}

/** Repeats the request in all parts of the response. */
const echo =
  (status: number): Answer =>
  (response, { body }) => {
    response.writeHead(status, { 'x-echo': encodeURI(body) }).end(body);
  };

/** Not an HTTP response, and the log quotes its first line. */
const echoBadly: Answer = (response, { body }) => {
  const [name] = /Anna-[\w-]+/.exec(body)!;
  response.socket!.end(`NONSENSE ${name}\r\n\r\n`);
};

describe('eraseEvent', () => {
  test.each([
    ['a success', echo(200), 'SUCCEEDED'],
    ['a failure', echo(410), 'FAILED'],
    ['an invalid response', echoBadly, 'PENDING'],
  ])('leaves no copy of the text after %s that repeated it', async (_, answer, status) => {
    const { customer, receiver } = fixture;
    receiver.answer(answer);
    await customer.createWebhook(receiver.url);
    const { id, secret } = await publishSecret();
    const [before] = await customer.waitForAttempt();
    expect(before).toMatchObject({ status });
    expect(await isStored(secret)).toBe(true);

    const { event, userErrors } = await erase(id);
    expect(userErrors).toEqual([]);
    expect(event).toEqual({ ...{ id, type: 'renter.created', payload: null }, erasedAt: anyTime });
    expect(await isStored(secret)).toBe(false);
    const [after] = await customer.log();
    expect(after).toMatchObject({ id: before!.id, requestPayload: null, attemptCount: 1 });
    expect(after!.attempts).toEqual([
      {
        ...before!.attempts[0],
        responseHeaders: null,
        responseBody: null,
        responseBodyError:
          before!.responseStatus === null
            ? null
            : 'The response was erased together with the event.',
        errorMessage: before!.attempts[0]!.errorMessage?.replace(/ \(.*\)/, '') ?? null,
      },
    ]);
  });

  test('ends what waits as PAYLOAD_ERASED, whether for a retry or for a paused webhook', async () => {
    const { app, customer, receiver } = fixture;
    receiver.answer(503);
    await customer.createWebhook(receiver.url);
    const paused = await customer.createWebhook(receiver.url);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: paused.id } });
    const { id } = await publishSecret();
    await customer.waitForAttempt();

    await erase(id);
    const log = await customer.log();
    expect(log).toMatchObject(Array(2).fill({ status: 'FAILED', statusReason: 'PAYLOAD_ERASED' }));
    expect(log.map(({ attemptCount }) => attemptCount).sort()).toEqual([0, 1]);
    await app.ask(customer.token, ResumeWebhook, { input: { webhookId: paused.id } });
    await fixture.letTurnsPass();
    expect(receiver.requests).toHaveLength(1);
  });

  test.each([
    ['succeeds', echo(200), { status: 'SUCCEEDED', statusReason: null }],
    ['would be retried', echo(503), { status: 'FAILED', statusReason: 'PAYLOAD_ERASED' }],
  ])('lets a request in flight finish without its response, if it %s', async (_, answer, end) => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url);
    const { id, secret } = await publishSecret();
    await held.waitFor(1);

    await erase(id);
    expect(await customer.log()).toMatchObject([{ status: 'PENDING' }]);
    held.release(answer);
    const [ended] = await customer.waitForLog(1);
    expect(ended).toMatchObject({ ...end, attemptCount: 1 });
    expect(ended!.attempts).toMatchObject([{ number: 1, responseBody: null }]);
    expect(ended!.attempts[0]!.responseStatus).toBeGreaterThan(0);
    expect(await isStored(secret)).toBe(false);
    expect(receiver.requests).toHaveLength(1);
  });

  test('takes the text out of the memory of a node before it is sent', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url);
    await customer.publish(1);
    await held.waitFor(1);
    const { id } = await publishSecret(); // leased by the node, and behind the first
    await waitUntil('the node holds both', async () => (await countLeased()) === 2);

    await erase(id);
    await waitUntil('it has ended', async () => (await countLeased()) === 1);
    held.release(200);
    const log = await customer.waitForLog(2);
    expect(log).toMatchObject([
      { event: { id }, status: 'FAILED', statusReason: 'PAYLOAD_ERASED', attemptCount: 0 },
      { status: 'SUCCEEDED' },
    ]);
    expect(receiver.requests).toHaveLength(1);
  });

  test('makes a resend a CONFLICT, also one that runs at the same time', async () => {
    const { app, customer, receiver } = fixture;
    receiver.answer(410, 200);
    const { id: webhookId } = await customer.createWebhook(receiver.url);
    const { id } = await publishSecret();
    const [first] = await customer.waitForLog(1);
    await app.ask(customer.token, EnableWebhook, { input: { webhookId } });
    const resend = async () => {
      const input = { deliveryId: first!.id };
      return (await app.ask(customer.token, ResendDelivery, { input })).resendDelivery;
    };
    const [atOnce] = await Promise.all([resend(), erase(id)]);
    const made = atOnce.delivery ? 1 : 0;
    const requested = receiver.requests.length;
    expect(await resend()).toMatchObject({ delivery: null, userErrors: [{ code: 'CONFLICT' }] });
    await customer.waitForLog(1 + made);
    await fixture.letTurnsPass();
    expect(receiver.requests.length - requested).toBeLessThanOrEqual(made);
    const { rows } = await sql`
      select from delivery_queue where workspace_id = ${customer.workspaceId}
    `.execute(app.app.database.em.fork().getKysely());
    expect(rows).toEqual([]);
  });

  test('may be repeated, and keeps the time of the first call', async () => {
    const { id } = await publishSecret();
    const first = await erase(id);
    expect(await erase(id)).toEqual(first);
  });

  test('changes no other event', async () => {
    const { customer, receiver } = fixture;
    receiver.answer(echo(200));
    await customer.createWebhook(receiver.url);
    const [erased, other] = [await publishSecret(), await publishSecret()];
    const log = await customer.waitForLog(2);
    const kept = log.find(({ event }) => event!.id === other.id);
    await erase(erased.id);
    expect(await customer.log()).toContainEqual(kept);
    expect(await isStored(other.secret)).toBe(true);
  });

  test('lets a repeated idempotency key return the erased event, also with other content, and sends nothing', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const { id, event } = await publishSecret('key');
    await customer.waitForLog(1);
    await erase(id);
    const other = { ...event, data: findEventType('renter.created').sample };
    for (const repeated of [event, other]) {
      const { publishEvents } = await app.ask(customer.token, PublishEvents, {
        input: { events: [repeated] },
      });
      expect(publishEvents).toMatchObject({ events: [{ id }], userErrors: [] });
    }
    expect(await customer.log()).toHaveLength(1);
  });

  test('is shown by the live stream as a change of each delivery', async () => {
    const { customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const { id } = await publishSecret();
    const [delivery] = await customer.waitForLog(1);
    const kysely = fixture.app.app.database.em.fork().getKysely();
    await sql`delete from delivery_changes where workspace_id = ${customer.workspaceId}`.execute(
      kysely,
    );
    await erase(id);
    const { rows } = await sql`
      select from delivery_changes where workspace_id = ${customer.workspaceId}
    `.execute(kysely);
    expect([delivery!.status, rows.length]).toEqual(['SUCCEEDED', 1]);
  });
});

const anyTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
