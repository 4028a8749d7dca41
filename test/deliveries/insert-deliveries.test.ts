import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isSelected, listEventTypes, listFamilies } from '../../src/catalogue/index.ts';
import { openDeliveryDatabase, type DeliveryDatabase } from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const addressees = (deliveries: { webhookId: string }[]) =>
  deliveries.map((delivery) => delivery.webhookId).sort();

describe('insertDeliveries', () => {
  test('addresses the webhooks of the workspace that subscribe to the type or to all types', async () => {
    const workspace = await database.addWorkspace();
    const wanting = await database.addWebhook(workspace, ['item.created', 'rent.created']);
    const wildcard = await database.addWebhook(workspace, ['*']);
    await database.addWebhook(workspace, ['rent.deleted']);
    await database.addWebhook(await database.addWorkspace(), ['*']);

    expect(addressees(await database.publish(workspace))).toEqual([wanting, wildcard].sort());
  });

  test.each([...listEventTypes().map(({ name }) => name), 'rent.extended', 'renters.created'])(
    'addresses the families that have %s, as the catalogue does',
    async (type) => {
      const workspace = await database.addWorkspace();
      const wanting: string[] = [];
      for (const selection of [...listFamilies(), '*', 'rent.created']) {
        const id = await database.addWebhook(workspace, [selection]);
        if (isSelected(type, [selection])) wanting.push(id);
      }
      expect(addressees(await database.publish(workspace, { type }))).toEqual(wanting.sort());
    },
  );

  test('leaves out webhooks that are disabled, suspended or deleted', async () => {
    const workspace = await database.addWorkspace();
    const [disabled, suspended, deleted] = await Promise.all([
      database.addWebhook(workspace),
      database.addWebhook(workspace),
      database.addWebhook(workspace),
    ]);
    await database.changeWebhook(disabled, `disabled_at = now(), disabled_reason = 'FAILING'`);
    await database.changeWebhook(suspended, 'suspended = true');
    await database.changeWebhook(deleted, 'deleted_at = now()');

    expect(await database.publish(workspace)).toEqual([]);
    expect(
      await database.query(`select 1 from delivery_changes where workspace_id = '${workspace}'`),
    ).toEqual([]);
  });

  test('queues the deliveries, due at once, with everything that a claim needs', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const before = Date.now();

    const [made] = await database.publish(workspace);
    expect(made).toMatchObject({ webhookId: webhook, isDue: true });
    const row = await database.readDelivery(made!.id);
    expect(row).toMatchObject({ status: 'PENDING', trigger: 'EVENT', attemptCount: 0 });
    const queued = await database.readQueued(made!.id);
    expect(queued).toEqual({
      dueAt: row.nextAttemptAt,
      claimToken: null,
      attemptCount: 0,
      bodyBytes: `body of ${made!.eventId}`.length,
      workspaceId: workspace,
      webhookId: webhook,
      eventId: made!.eventId,
      trigger: 'EVENT',
    });
    expect(queued!.dueAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(queued!.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('makes deliveries for webhooks that are paused or cooling down, but reports them as not due', async () => {
    const workspace = await database.addWorkspace();
    const paused = await database.addWebhook(workspace);
    const cooling = await database.addWebhook(workspace);
    const healthy = await database.addWebhook(workspace);
    await database.changeWebhook(paused, 'paused_at = now()');
    await database.changeWebhook(cooling, `cooling_down_until = now() + interval '1 hour'`);

    const made = await database.publish(workspace);
    const due = Object.fromEntries(made.map(({ webhookId, isDue }) => [webhookId, isDue]));
    expect(due).toEqual({ [paused]: false, [cooling]: false, [healthy]: true });
    for (const { id } of made) {
      expect(await database.readQueued(id)).toMatchObject({ claimToken: null });
    }
  });

  test('makes no delivery if there would be more than allowed, and all otherwise', async () => {
    const workspace = await database.addWorkspace();
    for (let n = 0; n < 3; n += 1) await database.addWebhook(workspace);

    expect(await database.publish(workspace, { count: 2, countMax: 5 })).toEqual([]);
    const rows = `where workspace_id = '${workspace}'`;
    expect(await database.query(`select from deliveries ${rows}`)).toEqual([]);
    expect(await database.query(`select from delivery_queue ${rows}`)).toEqual([]);
    expect(await database.query(`select from delivery_changes ${rows}`)).toEqual([]);
    expect(await database.publish(workspace, { count: 2, countMax: 6 })).toHaveLength(6);
  });

  test('makes a TEST only for the given webhook, whatever its event types and state', async () => {
    const workspace = await database.addWorkspace();
    await database.addWebhook(workspace, ['*']);
    const tested = await database.addWebhook(workspace, ['item.created']);
    await database.changeWebhook(
      tested,
      `paused_at = now(), disabled_at = now(), disabled_reason = 'FAILING', suspended = true`,
    );

    const made = await database.publish(workspace, {
      addressee: { webhookId: tested, trigger: 'TEST' },
    });
    expect(made).toMatchObject([{ webhookId: tested, isDue: true }]);
    expect(await database.readDelivery(made[0]!.id)).toMatchObject({ trigger: 'TEST' });
  });

  test('makes no TEST for a webhook that is deleted or belongs to another workspace', async () => {
    const workspace = await database.addWorkspace();
    const deleted = await database.addWebhook(workspace);
    await database.changeWebhook(deleted, 'deleted_at = now()');
    const foreign = await database.addWebhook(await database.addWorkspace());

    expect(
      await database.publish(workspace, { addressee: { webhookId: deleted, trigger: 'TEST' } }),
    ).toEqual([]);
    expect(
      await database.publish(workspace, { addressee: { webhookId: foreign, trigger: 'TEST' } }),
    ).toEqual([]);
  });

  test('makes a RESEND whatever the event types of the webhook, not due while it is paused', async () => {
    const workspace = await database.addWorkspace();
    await database.addWebhook(workspace, ['*']);
    const webhookId = await database.addWebhook(workspace, ['item.created']);
    const resend = { addressee: { webhookId, trigger: 'RESEND' } } as const;

    const made = await database.publish(workspace, resend);
    expect(made).toMatchObject([{ webhookId, isDue: true }]);
    expect(await database.readDelivery(made[0]!.id)).toMatchObject({ trigger: 'RESEND' });
    await database.changeWebhook(webhookId, 'paused_at = now()');
    expect(await database.publish(workspace, resend)).toMatchObject([{ webhookId, isDue: false }]);
  });

  test.each([
    ['deleted', 'deleted_at = now()'],
    ['disabled', `disabled_at = now(), disabled_reason = 'FAILING'`],
    ['suspended', 'suspended = true'],
  ])('makes no RESEND for a webhook that is %s', async (_state, assignment) => {
    const workspace = await database.addWorkspace();
    const webhookId = await database.addWebhook(workspace);
    await database.changeWebhook(webhookId, assignment);

    const addressee = { webhookId, trigger: 'RESEND' } as const;
    expect(await database.publish(workspace, { addressee })).toEqual([]);
  });

  test('adds all deliveries to the change table in one row', async () => {
    const workspace = await database.addWorkspace();
    await database.addWebhook(workspace);
    const made = await database.publish(workspace, { count: 3 });

    const changes = await database.query<{ ids: string[] }>(
      `select delivery_ids as ids from delivery_changes where workspace_id = '${workspace}'`,
    );
    expect(changes.map(({ ids }) => ids.sort())).toEqual([made.map(({ id }) => id).sort()]);
  });
});
