import { describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { createDueAnnouncer, type DueNotice } from '../../src/deliveries/index.ts';
import { resendDelivery } from '../../src/events/resend-delivery.ts';
import { decodeId, encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createCustomer } from '../kit/customer.ts';
import {
  DeleteWebhook,
  PauseWebhook,
  ResendDelivery,
  ResumeWebhook,
  UpdateWebhook,
} from '../kit/documents.ts';
import { verify } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const env = { RETRY_SCHEDULE: '0,0' };
const fixture = setUpNode({ env });

async function resend(deliveryId: string, token = fixture.customer.token, node = fixture.app) {
  return (await node.ask(token, ResendDelivery, { input: { deliveryId } })).resendDelivery;
}

/** Creates a webhook at the receiver and delivers one event to it. */
async function deliverOnce() {
  const { customer, receiver } = fixture;
  const { id: webhookId, secret } = await customer.createWebhook(receiver.url);
  await customer.publish();
  const [first] = await customer.waitForLog(1);
  return { webhookId, secret, first: first! };
}

async function execute(statement: ReturnType<typeof sql>): Promise<void> {
  await statement.execute(fixture.app.app.database.em.fork().getKysely());
}

describe('resendDelivery', () => {
  test('sends the stored body in a new delivery, signed, with the same webhook-id', async () => {
    const { customer, receiver } = fixture;
    const { secret, first } = await deliverOnce();
    const { delivery, userErrors } = await resend(first.id);
    expect(userErrors).toEqual([]);
    expect(delivery).toMatchObject({ trigger: 'RESEND', status: 'PENDING', attemptCount: 0 });
    expect(delivery?.id).not.toBe(first.id);

    const [before, after] = await receiver.waitFor(2);
    verify(secret, after!);
    expect(after!.body).toBe(before!.body);
    expect(after!.headers).toMatchObject({
      'webhook-id': before!.headers['webhook-id'],
      'x-stockaj-event': before!.headers['x-stockaj-event'],
      'x-stockaj-delivery': delivery?.id,
      'x-stockaj-attempt': '1',
    });
    const log = await customer.waitForLog(2);
    expect(log).toMatchObject([
      {
        id: delivery?.id,
        trigger: 'RESEND',
        status: 'SUCCEEDED',
        requestPayload: before!.body,
        event: first.event,
      },
      first,
    ]);
  });

  test('sends the stored bytes, without parsing them', async () => {
    const { receiver } = fixture;
    const { first } = await deliverOnce();
    const body = '{ "timestamp":"2025-01-15T10:30:00Z",\t"data":{"n":1.0e2,"é":"\\u00e9"} }\n';
    await execute(
      sql`update events set body = ${body} where id = ${decodeId(IdPrefix.event, first.event!.id)}`,
    );
    await resend(first.id);
    expect((await receiver.waitFor(2))[1]!.body).toBe(body);
  });

  test('sends only to that webhook, even if it no longer subscribes to the event type', async () => {
    const { app, customer, receiver } = fixture;
    const { webhookId, first } = await deliverOnce();
    await customer.createWebhook(receiver.url);
    const input = { webhookId, events: ['item.created'] };
    await app.ask(customer.token, UpdateWebhook, { input });
    await resend(first.id);
    const log = await customer.waitForLog(2);
    expect(log.map(({ webhook }) => webhook?.id)).toEqual([webhookId, webhookId]);
  });

  test('makes every attempt of the schedule, even if the first delivery FAILED', async () => {
    const { customer, receiver } = fixture;
    receiver.answer(500);
    const { first } = await deliverOnce();
    expect(first).toMatchObject({ status: 'FAILED', attemptCount: 2 });
    await resend(first.id);
    expect(await customer.waitForLog(2)).toMatchObject([
      { status: 'FAILED', attempts: [{ number: 1 }, { number: 2 }] },
      first,
    ]);
  });

  test('waits while the webhook is paused, and sends after a resume', async () => {
    const { app, customer, receiver } = fixture;
    const { webhookId, first } = await deliverOnce();
    await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
    const { delivery } = await resend(first.id);
    const row = await customer.delivery(delivery!.id);
    expect(row).toMatchObject({ status: 'PENDING', nextAttemptAt: expect.any(String) }); // unleased
    expect(receiver.requests).toHaveLength(1);
    const { resumeWebhook } = await app.ask(customer.token, ResumeWebhook, {
      input: { webhookId },
    });
    expect(resumeWebhook.waitingCount).toBe(1);
    await customer.waitForLog(2);
    expect((await receiver.waitFor(2))[1]!.headers['x-stockaj-delivery']).toBe(delivery!.id);
  });

  test('works on a delivery that is itself a resend', async () => {
    const { customer } = fixture;
    const { first } = await deliverOnce();
    const { delivery } = await resend(first.id);
    await customer.waitForLog(2);
    expect((await resend(delivery!.id)).userErrors).toEqual([]);
    const log = await customer.waitForLog(3);
    expect(log.map(({ event }) => event?.id)).toEqual(Array(3).fill(first.event?.id));
  });
});

describe('resendDelivery makes no delivery', () => {
  test('of a delivery that is unknown, malformed or of another workspace', async () => {
    const { first } = await deliverOnce();
    const stranger = await createCustomer(fixture.app);
    const nothing = {
      delivery: null,
      userErrors: [
        {
          code: 'NOT_FOUND',
          field: 'deliveryId',
          message: 'There is no such delivery in this workspace.',
          retryAfterSeconds: null,
        },
      ],
    };
    expect(await resend(first.id, stranger.token)).toEqual(nothing);
    const unused = encodeId(IdPrefix.delivery, '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa');
    for (const id of ['', 'dlv_', 'nonsense', first.event!.id, unused]) {
      expect(await resend(id)).toEqual(nothing);
    }
    expect(await stranger.log()).toEqual([]);
    expect(await fixture.customer.log()).toEqual([first]);
  });

  test('on a plan without webhooks', async () => {
    const { app, customer } = fixture;
    const { first } = await deliverOnce();
    await app.createWorkspace(customer.workspaceId, 'FREE');
    expect((await resend(first.id)).userErrors).toMatchObject([{ code: 'PLAN_UPGRADE_REQUIRED' }]);
    expect(await customer.log()).toEqual([first]);
  });

  test.each([
    ['disabled', sql`disabled_at = now(), disabled_reason = 'FAILING'`, 'The webhook is disabled'],
    ['suspended', sql`suspended = true`, 'The webhook is suspended'],
  ])('for a webhook that is %s, and says why', async (_state, assignment, message) => {
    const { webhookId, first } = await deliverOnce();
    const uuid = decodeId(IdPrefix.webhook, webhookId);
    await execute(sql`update webhooks set ${assignment} where id = ${uuid}`);
    expect((await resend(first.id)).userErrors).toMatchObject([
      { code: 'CONFLICT', field: 'deliveryId', message: expect.stringContaining(message) },
    ]);
    expect(await fixture.customer.log()).toEqual([first]);
  });

  test('for a webhook that was deleted, and says why', async () => {
    const { app, customer } = fixture;
    const { webhookId, first } = await deliverOnce();
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
    expect((await resend(first.id)).userErrors).toMatchObject([
      { code: 'CONFLICT', message: 'The webhook of this delivery has been deleted.' },
    ]);
    expect(await customer.log()).toHaveLength(1);
  });

  test('and announces nothing to the dispatcher', async () => {
    const { app, customer } = fixture;
    const { webhookId, first } = await deliverOnce();
    const notices: DueNotice[] = [];
    const dueAnnouncer = createDueAnnouncer({ wake: () => undefined });
    dueAnnouncer.connect((notice) => notices.push(notice) > 0);
    const em = app.app.database.em.fork();
    const { workspaceId } = customer;
    const dependencies = { dueAnnouncer, resendLimits: { consume: () => Promise.resolve() } };

    await resendDelivery(dependencies, em, workspaceId, first.id);
    const deliveries = [{ webhookId: decodeId(IdPrefix.webhook, webhookId), isDue: true }];
    expect(notices).toMatchObject([{ workspaceId, areTests: false, events: [{ deliveries }] }]);
    await customer.waitForLog(2);
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
    const resent = resendDelivery(dependencies, em, workspaceId, first.id);
    await expect(resent).rejects.toThrow('deleted');
    expect(notices).toHaveLength(1);
  });

  test('of an event that is no longer kept, and says why', async () => {
    const { first } = await deliverOnce();
    const uuid = decodeId(IdPrefix.event, first.event!.id);
    await execute(sql`delete from events where id = ${uuid}`);
    expect((await resend(first.id)).userErrors).toMatchObject([
      { code: 'CONFLICT', message: 'The event of this delivery is no longer kept.' },
    ]);
    expect(await fixture.customer.log()).toHaveLength(1);
  });

  test('of an event whose payload was erased, and says why', async () => {
    const { first } = await deliverOnce();
    const uuid = decodeId(IdPrefix.event, first.event!.id);
    await execute(sql`update events set erased_at = now() where id = ${uuid}`);
    expect((await resend(first.id)).userErrors).toMatchObject([
      { code: 'CONFLICT', message: 'The payload of this event was erased.' },
    ]);
  });

  test('while a delivery of the event to the webhook has not ended, and names it', async () => {
    const { app, customer, receiver } = fixture;
    const { webhookId, first } = await deliverOnce();
    await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
    const { delivery } = await resend(first.id);
    const error = {
      code: 'CONFLICT',
      field: 'deliveryId',
      message: `The delivery ${delivery!.id} of this event to this webhook has not ended yet.`,
    };
    expect((await resend(first.id)).userErrors).toMatchObject([error]);
    expect((await resend(delivery!.id)).userErrors).toMatchObject([error]);
    expect(receiver.requests).toHaveLength(1);
  });

  test('twice when it is called on several nodes at once', async () => {
    const { app, customer } = fixture;
    const { webhookId, first } = await deliverOnce();
    const other = await fixture.startNode(env);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => resend(first.id, customer.token, n % 2 ? app : other)),
    );
    const [made, ...more] = answers.filter(({ delivery }) => delivery);
    expect(more).toEqual([]);
    const refusals = answers.flatMap(({ userErrors }) => userErrors.map(({ message }) => message));
    expect(refusals).toHaveLength(9);
    for (const message of refusals) expect(message).toContain(made!.delivery!.id);
  });
});
