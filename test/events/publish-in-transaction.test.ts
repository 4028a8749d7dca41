import { beforeEach, describe, expect, test } from '@jest/globals';
import { findEventType } from '../../src/catalogue/index.ts';
import { type EntityManager, sql } from '../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createDrafts } from '../kit/customer.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();
let em: EntityManager;

beforeEach(async () => {
  await fixture.customer.createWebhook(fixture.receiver.url);
  em = fork();
});

function fork(): EntityManager {
  return fixture.app.app.database.em.fork();
}

/** Publishes one event in the transaction of `on`; returns its id. */
async function publish(on: EntityManager): Promise<string> {
  const [event] = await fixture.app.app.publishEvents(
    on,
    fixture.customer.workspaceId,
    createDrafts(1),
  );
  return encodeId(IdPrefix.event, event!.id);
}

/** Publishes and awaits one more event; returns the ids of the others that have arrived by then. */
async function idsSent(expected: readonly string[]): Promise<string[]> {
  const last = await publish(fork());
  const log = await fixture.customer.waitForLog(expected.length + 1);
  expect(new Set(log.map((delivery) => delivery.event?.id))).toEqual(new Set([...expected, last]));
  const arrived = fixture.receiver.requests.map(({ headers }) => String(headers['webhook-id']));
  return arrived.filter((id) => id !== last);
}

/** Counts the committed events of the workspace. */
async function countEvents(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from events where workspace_id = ${fixture.customer.workspaceId}
  `.execute(fork().getKysely());
  return rows[0]!.count;
}

/** Thrown to roll a transaction back. */
const undo = new Error('rolled back on purpose');

describe('publishEvents in a transaction of the caller', () => {
  test('sends nothing before the commit, and each event once after it', async () => {
    let id = '';
    await em.transactional(async (transaction) => {
      id = await publish(transaction);
      expect(await fixture.customer.log()).toEqual([]);
    });
    expect(await idsSent([id])).toEqual([id]);
  });

  test('inserts no row and sends nothing if it is rolled back', async () => {
    const rolledBack = em.transactional(async (transaction) => {
      await publish(transaction);
      throw undo;
    });
    await expect(rolledBack).rejects.toBe(undo);
    expect(await countEvents()).toBe(0);
    expect(await idsSent([])).toEqual([]);
  });

  test('sends only the outer events if a savepoint is rolled back', async () => {
    const ids: string[] = [];
    await em.transactional(async (outer) => {
      ids.push(await publish(outer));
      const inner = outer.transactional(async (savepoint) => {
        await publish(savepoint);
        throw undo;
      });
      await expect(inner).rejects.toBe(undo);
      ids.push(await publish(outer));
    });
    expect(await countEvents()).toBe(2);
    expect(new Set(await idsSent(ids))).toEqual(new Set(ids));
  });

  test('sends no event of a released savepoint if the outer transaction is rolled back', async () => {
    const outer = em.transactional(async (transaction) => {
      await transaction.transactional(async (savepoint) => publish(savepoint));
      throw undo;
    });
    await expect(outer).rejects.toBe(undo);
    expect(await countEvents()).toBe(0);
    expect(await idsSent([])).toEqual([]);
  });

  test('sends the events of released nested savepoints, but not of one that was rolled back', async () => {
    const ids: string[] = [];
    await em.transactional(async (outer) => {
      await outer.transactional(async (first) => {
        await first.transactional(async (second) => void ids.push(await publish(second)));
        const undone = first.transactional(async (second) => {
          await second.transactional(async (third) => publish(third));
          throw undo;
        });
        await expect(undone).rejects.toBe(undo);
      });
      ids.push(await publish(outer));
    });
    expect(new Set(await idsSent(ids))).toEqual(new Set(ids));
  });

  test('also works with manual begin, commit and rollback', async () => {
    await em.begin();
    const kept = await publish(em);
    await em.commit();
    await em.begin();
    await publish(em);
    await em.rollback();
    expect(await countEvents()).toBe(1);
    expect(await idsSent([kept])).toEqual([kept]);
  });

  test('sends nothing if the commit itself fails', async () => {
    await em.execute(
      'create table if not exists checked_late (id int primary key deferrable initially deferred)',
    );
    const refused = em.transactional(async (transaction) => {
      await publish(transaction);
      await transaction.execute('insert into checked_late values (1), (1)');
    });
    await expect(refused).rejects.toThrow('checked_late');
    expect(await countEvents()).toBe(0);
    expect(await idsSent([])).toEqual([]);
  });

  test('keeps no key of a refused call if the transaction commits', async () => {
    const { workspaceId } = fixture.customer;
    const { publishEvents } = fixture.app.app;
    const [first, second] = createDrafts(2);
    const used = { ...first!, idempotencyKey: 'used' };
    await publishEvents(fork(), workspaceId, [used]);
    const fresh = { ...second!, idempotencyKey: 'fresh' };
    const type = 'item.created';
    const call = [fresh, { ...used, type, data: findEventType(type).sample }];
    await em.transactional(async (transaction) => {
      await expect(publishEvents(transaction, workspaceId, call)).rejects.toMatchObject({
        errors: [{ code: 'CONFLICT', field: 'events.1.idempotencyKey' }],
      });
    });
    const [again] = await publishEvents(fork(), workspaceId, [fresh]);
    expect(again!.deliveryIds).toHaveLength(1);
  });

  test('publishes no event of a call if one of them is invalid', async () => {
    const drafts = [...createDrafts(2), { type: 'renter.created', data: {} }];
    const refused = fixture.app.app.publishEvents(em, fixture.customer.workspaceId, drafts);
    await expect(refused).rejects.toMatchObject({
      errors: [{ code: 'INVALID_INPUT', field: expect.stringMatching(/^events\.2\.data/) }],
    });
    expect(await countEvents()).toBe(0);
  });
});
