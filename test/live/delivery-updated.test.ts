import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer, createDrafts } from '../kit/customer.ts';
import { openLive } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();
let other: TestApp;

beforeAll(async () => {
  other = await fixture.startNode();
});

describe('deliveryUpdated', () => {
  test('starts with a cursor and no delivery', async () => {
    const { app, customer } = fixture;
    const live = await openLive(app, customer.token);
    expect(live.messages).toEqual([
      {
        cursor: expect.any(String),
        gap: false,
        delivery: null,
        edge: null,
        isStart: true,
        isMatch: true,
      },
    ]);
    await live.stop();
  });

  test('sends each change of a delivery, from PENDING to SUCCEEDED', async () => {
    const { app, customer, receiver } = fixture;
    const live = await openLive(app, customer.token);
    const held = Promise.withResolvers<() => void>();
    receiver.answer((response) => held.resolve(() => response.end()));
    await customer.createWebhook(receiver.url);
    await customer.publish();
    const answer = await held.promise;
    await live.waitFor('the new delivery is told', (messages) => messages.length > 1);
    const id = live.messages[1]!.delivery!.id;
    answer();
    await live.waitFor('its success is told', () => live.statusesOf(id).includes('SUCCEEDED'));
    expect(new Set(live.statusesOf(id))).toEqual(new Set(['PENDING', 'SUCCEEDED']));
    expect(live.statusesOf(id).at(-1)).toBe('SUCCEEDED');
    expect(live.messages.every(({ gap }) => !gap)).toBe(true);
    await live.stop();
  });

  test('sends the final state of every one of many deliveries', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token);
    await Promise.all(Array.from({ length: 5 }, () => customer.publish(20)));
    const ids = (await customer.waitForLog(100)).map(({ id }) => id);
    await live.waitFor('all are told as sent', () =>
      ids.every((id) => live.statusesOf(id).at(-1) === 'SUCCEEDED'),
    );
    await live.stop();
  });

  test('of one webhook sends nothing of other webhooks', async () => {
    const { app, customer, receiver } = fixture;
    const mine = await customer.createWebhook(receiver.url);
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token, { webhookId: mine.id });
    const all = await openLive(app, customer.token);
    await customer.publish(3);
    await all.waitFor('all six are told', (messages) => {
      const told = messages.filter(({ delivery }) => delivery?.status === 'SUCCEEDED');
      return new Set(told.map(({ delivery }) => delivery?.id)).size === 6;
    });
    await live.waitFor('mine are told', (messages) => {
      const told = messages.filter(({ delivery }) => delivery?.status === 'SUCCEEDED');
      return new Set(told.map(({ delivery }) => delivery?.id)).size === 3;
    });
    const webhooks = live.messages.flatMap(({ delivery }) => delivery?.webhook?.id ?? []);
    expect(new Set(webhooks)).toEqual(new Set([mine.id]));
    await Promise.all([live.stop(), all.stop()]);
  });

  test('sends nothing of another workspace', async () => {
    const { app, customer, receiver } = fixture;
    const stranger = await createCustomer(app);
    const theirs = await openLive(app, stranger.token);
    const mine = await openLive(app, customer.token);
    await customer.createWebhook(receiver.url);
    await customer.publish(3);
    const ids = (await customer.waitForLog(3)).map(({ id }) => id);
    await mine.waitFor('mine are told', () =>
      ids.every((id) => mine.statusesOf(id).includes('SUCCEEDED')),
    );
    // Their change comes after mine, so all updates about mine have arrived.
    await stranger.createWebhook(receiver.url);
    await stranger.publish();
    const [own] = await stranger.waitForLog(1);
    await theirs.waitFor('their own is told', () =>
      theirs.statusesOf(own!.id).includes('SUCCEEDED'),
    );
    const told = theirs.messages.flatMap(({ delivery }) => delivery?.id ?? []);
    expect(new Set(told)).toEqual(new Set([own!.id]));
    await Promise.all([theirs.stop(), mine.stop()]);
  });

  test('refuses a webhook of another workspace as NOT_FOUND, like a missing one', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    const stranger = await createCustomer(app);
    const foreign = await openLive(app, stranger.token, { webhookId: id });
    const unknown = await openLive(app, stranger.token, {
      webhookId: 'wh_01jh7qxnh0edpvxvt27nppd43k',
    });
    expect(foreign.error()).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const [one] = foreign.error() as { message: string }[];
    const [two] = unknown.error() as { message: string }[];
    expect(one!.message).toBe(two!.message);
    expect(foreign.messages).toEqual([]);
    await Promise.all([foreign.stop(), unknown.stop()]);
  });

  test('sends changes from other nodes', async () => {
    const { customer, receiver } = fixture;
    const live = await openLive(other, customer.token);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    await live.waitFor('it is told', () => live.statusesOf(delivery!.id).includes('SUCCEEDED'));
    await live.stop();
  });

  test('sends changes whose wake-up was lost', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    const live = await openLive(app, customer.token);
    // A change that is only in the table, as if its wake-up was lost.
    await sql`
      insert into delivery_changes (workspace_id, delivery_ids)
      select workspace_id, array[id] from deliveries where workspace_id = ${customer.workspaceId}
    `.execute(app.app.database.em.fork().getKysely());
    await live.waitFor('it is told', () => live.statusesOf(delivery!.id).length > 0);
    await live.stop();
  });

  test('misses nothing of a transaction that started early and committed late', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token);
    const slowEvent = await app.app.database.em.fork().transactional(async (em) => {
      const [event] = await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
      await customer.publish();
      const [later] = await customer.waitForLog(1);
      await live.waitFor('the later one is told', () =>
        live.statusesOf(later!.id).includes('SUCCEEDED'),
      );
      return event!;
    });
    const [id] = slowEvent.deliveryIds.map((uuid) => encodeId(IdPrefix.delivery, uuid));
    await live.waitFor('the slow one is told', () => live.statusesOf(id!).includes('SUCCEEDED'));
    await live.stop();
  });
});
