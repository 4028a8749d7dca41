import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql, type EntityManager } from '../../src/db/index.ts';
import { toConditions } from '../../src/deliveries/criteria-conditions.ts';
import type { Delivery } from '../../src/deliveries/delivery.ts';
import type { DeliveryCriteria } from '../../src/deliveries/delivery-criteria.ts';
import { ResponseStatusClass } from '../../src/deliveries/delivery-status.ts';
import { findDeliveries } from '../../src/deliveries/find-deliveries.ts';
import { decideMatch, readCriteria } from '../../src/deliveries/index.ts';
import { timeOfId } from '../../src/kernel/index.ts';
import { openDeliveryDatabase, type DeliveryDatabase } from './fixture/delivery-database.ts';

let db: DeliveryDatabase;
let em: EntityManager;
let deliveries: Delivery[];

/** Every combination of these states, two webhooks and two event types. */
beforeAll(async () => {
  db = await openDeliveryDatabase();
  em = db.em();
  const workspaceId = await db.addWorkspace();
  const types = ['rent.created', 'item.created'];
  for (let n = 0; n < 2; n += 1) await db.addWebhook(workspaceId, types);
  const ids: string[] = [];
  for (const type of types) {
    ids.push(...(await db.publish(workspaceId, { type, count: 40 })).map(({ id }) => id));
  }
  const states = ['PENDING', 'SUCCEEDED', 'FAILED'];
  const errors = [null, 'TIMEOUT', 'HTTP_STATUS'];
  const codes = [null, 101, 200, 299, 302, 404, 500, 599, 999];
  for (const [n, id] of ids.entries()) {
    const status = states[n % 3]!;
    await sql`
      update deliveries set status = ${status}, error_code = ${errors[n % errors.length]},
        status_reason = case ${status} when 'FAILED' then 'ATTEMPTS_EXHAUSTED' end,
        response_status = ${codes[n % codes.length]}::int, attempt_count = ${n % 4}::int,
        trigger = ${n % 5 === 0 ? 'TEST' : 'EVENT'}
      where id = ${id}::uuid
    `.execute(em.getKysely());
  }
  deliveries = [...(await findDeliveries(em, [workspaceId], ids)).values()];
});
afterAll(() => db.close());

const none = readCriteria({});

function listCriteria(): DeliveryCriteria[] {
  const [one] = deliveries;
  const times = deliveries.map(({ id }) => timeOfId(id)).sort((a, b) => a.getTime() - b.getTime());
  const middle = times[Math.floor(times.length / 2)]!;
  const classes = Object.values(ResponseStatusClass);
  const some: Partial<DeliveryCriteria>[] = [
    {},
    { webhookIds: [one!.webhookId] },
    { webhookIds: [] },
    { statuses: ['FAILED'] },
    { statuses: ['PENDING', 'FAILED'] },
    { triggers: ['TEST'] },
    { eventTypes: ['item.created'] },
    { errorCodes: ['TIMEOUT'] },
    { eventId: one!.eventId },
    { responseStatus: 404 },
    { createdAfter: middle },
    { createdBefore: middle },
    ...classes.map((name) => ({ responseStatusClasses: [name] })),
    { responseStatusClasses: [classes[0]!, classes[4]!] },
  ];
  return some.flatMap((first) => some.map((second) => ({ ...none, ...first, ...second })));
}

test('a delivery matches the same criteria as its row does in SQL', async () => {
  expect(deliveries).toHaveLength(160);
  for (const criteria of listCriteria()) {
    const conditions = [sql`true`, ...toConditions(criteria)];
    const { rows } = await sql<{ id: string }>`
      select id from deliveries where ${sql.join(conditions, sql` and `)}
    `.execute(em.getKysely());
    const matching = deliveries.filter((one) => decideMatch(criteria, one) === 'matches');
    expect([criteria, matching.map(({ id }) => id).sort()]).toEqual([
      criteria,
      rows.map(({ id }) => id).sort(),
    ]);
  }
});

test('a delivery that matched in an earlier state has left, and a new one has not', () => {
  for (const criteria of listCriteria()) {
    for (const now of deliveries) {
      const before = deliveries
        .filter(
          ({ attemptCount, status }) => status === 'PENDING' && attemptCount <= now.attemptCount,
        )
        .map(({ status, errorCode, responseStatus, attemptCount }) => {
          const state = { status, errorCode, responseStatus, attemptCount };
          return { ...now, ...state };
        });
      const isFirst = now.status === 'PENDING' && now.attemptCount === 0;
      const hadMatch = before.some((state) => decideMatch(criteria, state) === 'matches');
      const match = decideMatch(criteria, now);
      if (isFirst) expect(match).not.toBe('left');
      else if (match !== 'matches' && hadMatch) expect(match).toBe('left');
    }
  }
});

test('a list of failed ones is told of no other delivery', () => {
  const failed = readCriteria({ statuses: ['FAILED'] });
  const others = deliveries.filter(({ status }) => status !== 'FAILED');
  expect(new Set(others.map((one) => decideMatch(failed, one)))).toEqual(new Set(['other']));
});
