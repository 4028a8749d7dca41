import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDeliveryLab, type DeliveryLab } from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

const addressees = (deliveries: { webhookId: string }[]) =>
  deliveries.map((delivery) => delivery.webhookId).sort();

describe('insertDeliveries', () => {
  test('addresses the webhooks of the workspace that want the event type, the wildcard included', async () => {
    const workspace = await lab.addWorkspace();
    const wanting = await lab.addWebhook(workspace, ['item.created', 'rent.created']);
    const wildcard = await lab.addWebhook(workspace, ['*']);
    await lab.addWebhook(workspace, ['rent.deleted']);
    await lab.addWebhook(await lab.addWorkspace(), ['*']);

    expect(addressees(await lab.publish(workspace))).toEqual([wanting, wildcard].sort());
  });

  test('passes over webhooks that are disabled, suspended or deleted', async () => {
    const workspace = await lab.addWorkspace();
    const [disabled, suspended, deleted] = await Promise.all([
      lab.addWebhook(workspace),
      lab.addWebhook(workspace),
      lab.addWebhook(workspace),
    ]);
    await lab.changeWebhook(disabled, `disabled_at = now(), disabled_reason = 'FAILING'`);
    await lab.changeWebhook(suspended, 'suspended = true');
    await lab.changeWebhook(deleted, 'deleted_at = now()');

    expect(await lab.publish(workspace)).toEqual([]);
    expect(
      await lab.query(`select 1 from delivery_changes where workspace_id = '${workspace}'`),
    ).toEqual([]);
  });

  test('hands off at most the room, the first events first, and leaves the others due and unleased', async () => {
    const workspace = await lab.addWorkspace();
    await lab.addWebhook(workspace);
    const token = randomUUID();

    const made = await lab.publish(workspace, { count: 3, token, room: 2 });
    expect(made.map((delivery) => delivery.leased)).toEqual([true, true, false]);
    const [first, , third] = await Promise.all(made.map(({ id }) => lab.readDelivery(id)));
    expect(first).toMatchObject({ claimToken: token, status: 'PENDING', attemptCount: 0 });
    expect(first!.dueAt!.getTime()).toBeGreaterThan(third!.dueAt!.getTime() + 29_000);
    expect(third).toMatchObject({ claimToken: null });
  });

  test('captures for a paused webhook and for one whose memory is full without a hand-off', async () => {
    const workspace = await lab.addWorkspace();
    const paused = await lab.addWebhook(workspace);
    const full = await lab.addWebhook(workspace);
    const healthy = await lab.addWebhook(workspace);
    await lab.changeWebhook(paused, 'paused_at = now()');

    const made = await lab.publish(workspace, { room: 10, fullWebhookIds: [full] });
    const leased = Object.fromEntries(
      made.map((delivery) => [delivery.webhookId, delivery.leased]),
    );
    expect(leased).toEqual({ [paused]: false, [full]: false, [healthy]: true });
  });

  test('makes a TEST for the tested webhook alone, whatever it wants and whatever its state', async () => {
    const workspace = await lab.addWorkspace();
    await lab.addWebhook(workspace, ['*']);
    const tested = await lab.addWebhook(workspace, ['item.created']);
    await lab.changeWebhook(
      tested,
      `paused_at = now(), disabled_at = now(), disabled_reason = 'FAILING', suspended = true`,
    );

    const made = await lab.publish(workspace, {
      addressee: { webhookId: tested, trigger: 'TEST' },
      room: 1,
    });
    expect(made).toMatchObject([{ webhookId: tested, leased: true }]);
    expect(await lab.readDelivery(made[0]!.id)).toMatchObject({ trigger: 'TEST' });
  });

  test('tests no webhook that is deleted or of another workspace', async () => {
    const workspace = await lab.addWorkspace();
    const deleted = await lab.addWebhook(workspace);
    await lab.changeWebhook(deleted, 'deleted_at = now()');
    const foreign = await lab.addWebhook(await lab.addWorkspace());

    expect(
      await lab.publish(workspace, { addressee: { webhookId: deleted, trigger: 'TEST' } }),
    ).toEqual([]);
    expect(
      await lab.publish(workspace, { addressee: { webhookId: foreign, trigger: 'TEST' } }),
    ).toEqual([]);
  });

  test('makes a RESEND for a webhook whatever it wants, unleased while it is paused', async () => {
    const workspace = await lab.addWorkspace();
    await lab.addWebhook(workspace, ['*']);
    const webhookId = await lab.addWebhook(workspace, ['item.created']);
    const resend = { addressee: { webhookId, trigger: 'RESEND' }, room: 1 } as const;

    const made = await lab.publish(workspace, resend);
    expect(made).toMatchObject([{ webhookId, leased: true }]);
    expect(await lab.readDelivery(made[0]!.id)).toMatchObject({ trigger: 'RESEND' });
    await lab.changeWebhook(webhookId, 'paused_at = now()');
    expect(await lab.publish(workspace, resend)).toMatchObject([{ webhookId, leased: false }]);
  });

  test.each([
    ['deleted', 'deleted_at = now()'],
    ['disabled', `disabled_at = now(), disabled_reason = 'FAILING'`],
    ['suspended', 'suspended = true'],
  ])('makes no RESEND for a webhook that is %s', async (_state, assignment) => {
    const workspace = await lab.addWorkspace();
    const webhookId = await lab.addWebhook(workspace);
    await lab.changeWebhook(webhookId, assignment);

    const addressee = { webhookId, trigger: 'RESEND' } as const;
    expect(await lab.publish(workspace, { addressee })).toEqual([]);
  });

  test('tells the change table of all that were made, in one row', async () => {
    const workspace = await lab.addWorkspace();
    await lab.addWebhook(workspace);
    const made = await lab.publish(workspace, { count: 3 });

    const changes = await lab.query<{ ids: string[] }>(
      `select delivery_ids as ids from delivery_changes where workspace_id = '${workspace}'`,
    );
    expect(changes.map(({ ids }) => ids.sort())).toEqual([made.map(({ id }) => id).sort()]);
  });
});
