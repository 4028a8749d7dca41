import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEventValidator } from '../../src/catalogue/index.ts';
import { createDueAnnouncer, type DueNotice } from '../../src/deliveries/index.ts';
import { createPublishEvents } from '../../src/events/index.ts';
import { createMetrics, systemClock } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { createDrafts } from '../kit/customer.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

/** Publishing for a new workspace with one webhook, with the notices that its dispatcher got. */
async function setUp() {
  const notices: DueNotice[] = [];
  const dueAnnouncer = createDueAnnouncer({ wake: () => undefined });
  dueAnnouncer.connect((notice) => notices.push(notice) > 0);
  const publish = createPublishEvents({
    validator: createEventValidator(),
    dueAnnouncer,
    clock: systemClock,
    metrics: createMetrics(),
  });
  const workspaceId = await database.addWorkspace();
  await database.addWebhook(workspaceId, ['renter.created']);
  return {
    notices,
    workspaceId,
    /** One event that names its renter. */
    publish: async (name: string) => {
      const [draft] = createDrafts(1);
      const { renter } = draft!.data as { renter: object };
      const data = { renter: { ...renter, name } };
      const [event] = await publish(database.em(), workspaceId, [{ ...draft!, data }]);
      return event!;
    },
  };
}

async function bodyOf(id: string): Promise<string> {
  const [row] = await database.query<{ body: string }>(
    `select body from events where id = '${id}'`,
  );
  return row!.body;
}

describe('concurrent calls with one event each', () => {
  test('share their statements, and each gets its own event and delivery', async () => {
    const { publish, notices } = await setUp();
    const names = Array.from({ length: 64 }, (_, n) => `renter number ${n}`);
    const published: Awaited<ReturnType<typeof publish>>[] = [];
    const statements = await database.statementsOf(async () => {
      published.push(...(await Promise.all(names.map(publish))));
    });
    expect(statements).toHaveLength(3);
    for (const [n, { id, event, deliveryIds }] of published.entries()) {
      expect(event?.body).toContain(`"${names[n]}"`);
      expect(await bodyOf(id)).toBe(event?.body);
      expect(deliveryIds).toHaveLength(1);
      expect(await database.readDelivery(deliveryIds[0]!)).toMatchObject({ eventId: id });
    }
    const announced = notices.flatMap(({ events }) => events.map(({ id }) => id));
    expect(announced.sort()).toEqual(published.map(({ id }) => id).sort());
  });

  test('of several workspaces do not wait for each other', async () => {
    const [one, other] = [await setUp(), await setUp()];
    const statements = await database.statementsOf(() =>
      Promise.all(['a', 'b', 'c', 'd'].flatMap((name) => [one.publish(name), other.publish(name)])),
    );
    expect(statements).toHaveLength(6);
    expect(new Set(one.notices.map(({ workspaceId }) => workspaceId))).toEqual(
      new Set([one.workspaceId]),
    );
  });

  test('succeed although one of them cannot be stored', async () => {
    const { publish } = await setUp();
    await database.query(
      `alter table events add constraint no_poison check (body not like '%poison%')`,
    );
    const names = ['a', 'b', 'c', 'poison', 'd', 'e', 'f'];
    let results: PromiseSettledResult<unknown>[] = [];
    const statements = await database.statementsOf(async () => {
      results = await Promise.allSettled(names.map(publish));
    });
    await database.query('alter table events drop constraint no_poison');
    expect(results.map(({ status }) => status)).toEqual(
      names.map((name) => (name === 'poison' ? 'rejected' : 'fulfilled')),
    );
    // Two calls alone at first; then the five others, divided until the bad one is alone: 5, 3, 2, 1, 1, 1, 2 or 5, 3, 2.
    expect(statements.length).toBeLessThanOrEqual(2 + 7);
  });
});
