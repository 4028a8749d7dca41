import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { claimDeliveries, claimProbes, recordAttempts } from '../../src/deliveries/index.ts';
import {
  claimRequest,
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** Bytes of one body from the fixture. */
const bodyBytes = 'body of 01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa'.length;

/** Adds a webhook with due deliveries, oldest first; in a new workspace unless one is given. */
async function addDue(count: number, inWorkspace?: string) {
  const workspace = inWorkspace ?? (await database.addWorkspace());
  const type = `type.${nextType++}`;
  const webhook = await database.addWebhook(workspace, [type]);
  const ids: string[] = [];
  // One by one, since deliveries of one statement may be due in the same microsecond.
  for (let n = 0; n < count; n += 1) {
    ids.push(...idsOf(await database.publish(workspace, { type })));
  }
  return { workspace, webhook, ids };
}
let nextType = 0;

/** Claims with a quota for each webhook, and optionally a limit on the bytes of its workspace. */
function claimFully(
  quotas: { webhook: string; count?: number; workspaceBytes?: number }[],
  request: Parameters<typeof claimRequest>[1] = {},
) {
  const wanted = quotas.map(({ webhook, count = 100, workspaceBytes = 1_000_000 }) => ({
    webhookId: webhook,
    count,
    workspaceBytes,
  }));
  return claimDeliveries(database.em(), claimRequest([], { quotas: wanted, ...request }));
}

describe('claimDeliveries', () => {
  test('takes due deliveries, oldest first and at most the quota of the webhook', async () => {
    const { webhook, ids } = await addDue(5);

    const first = await claimFully([{ webhook, count: 3 }]);
    expect(idsOf(first.claimed)).toEqual(ids.slice(0, 3));
    const second = await claimFully([{ webhook, count: 3 }]);
    expect(idsOf(second.claimed)).toEqual(ids.slice(3));
  });

  test('takes no more than the total limit, and nothing of webhooks without a quota', async () => {
    const [a, b, unnamed] = [await addDue(3), await addDue(3), await addDue(1)];

    const claimed = await database.claim([a.webhook, b.webhook], { countMax: 4 });
    expect(claimed).toHaveLength(4);
    expect(idsOf(claimed)).not.toContain(unnamed.ids[0]);
  });

  test('returns everything an attempt needs, with a lease counted from before the statement', async () => {
    const { workspace, webhook, ids } = await addDue(1);

    const claimed = await database.claim([webhook], { leaseSeconds: 30, monotonicMs: () => 1_000 });
    const row = await database.readDelivery(ids[0]!);
    const queued = await database.readQueued(ids[0]!);
    expect(claimed).toEqual([
      {
        id: ids[0],
        workspaceId: workspace,
        webhookId: webhook,
        eventId: row.eventId,
        eventType: row.eventType,
        trigger: 'EVENT',
        attempt: 1,
        token: queued!.claimToken,
        body: Buffer.from(`body of ${row.eventId}`),
        dueMs: expect.any(Number),
        leaseEndsMs: 31_000,
        webhookVersion: 1,
        webhookSeenMs: 1_000,
        probe: null,
        companions: [],
      },
    ]);
  });

  test('skips deliveries that are not due or leased, even after the lease has expired', async () => {
    const { webhook } = await addDue(3);
    const [retried] = (await claimFully([{ webhook, count: 1 }])).claimed;
    await recordAttempts(database.em(), [
      resultOf(retried!, { status: 'PENDING', delayMs: 60_000 }, unavailable),
    ]);
    await claimFully([{ webhook, count: 1 }]);
    await claimFully([{ webhook, count: 1 }], { leaseSeconds: 0 });

    expect(await claimFully([{ webhook }])).toEqual({ claimed: [], foundOf: new Map() });
  });

  test.each([
    ['paused', 'paused_at = now()'],
    ['disabled', `disabled_at = now(), disabled_reason = 'FAILING'`],
    ['suspended', 'suspended = true'],
    ['deleted', 'deleted_at = now()'],
    ['cooling down', `cooling_down_until = now() + interval '1 hour'`],
    ['at the end of its cool-down', `cooling_down_until = now() - interval '1 s'`],
  ])('takes nothing of a webhook that is %s', async (_state, assignment) => {
    const { webhook } = await addDue(1);
    await database.changeWebhook(webhook, assignment);

    expect(await claimFully([{ webhook }])).toEqual({ claimed: [], foundOf: new Map() });
  });

  test('takes no more bytes of bodies than allowed, except that one delivery may be larger', async () => {
    const { webhook, ids } = await addDue(3);

    const large = await claimFully([{ webhook }], { bytesMax: 1 });
    expect(idsOf(large.claimed)).toEqual(ids.slice(0, 1));
    const rest = await claimFully([{ webhook }], { bytesMax: 2 * bodyBytes });
    expect(idsOf(rest.claimed)).toEqual(ids.slice(1));
  });

  test('takes no more bytes of a workspace than allowed, but at least one delivery', async () => {
    const first = await addDue(3);
    const second = await addDue(3, first.workspace);
    const small = await addDue(3);
    const other = await addDue(3);
    const quotas = [
      { ...first, workspaceBytes: 4 * bodyBytes },
      { ...second, workspaceBytes: 4 * bodyBytes },
      { ...small, workspaceBytes: 1 },
      other,
    ];

    const { claimed } = await claimFully(quotas);
    const countOf = ({ workspace }: { workspace: string }) =>
      claimed.filter(({ workspaceId }) => workspaceId === workspace).length;
    expect([first, small, other].map(countOf)).toEqual([4, 1, 3]);
  });

  test.each([
    ['bytes', { bytesMax: 4 * bodyBytes }],
    ['deliveries', { countMax: 4 }],
  ])(
    'does not count deliveries beyond the limit of a workspace against the total limit of %s',
    async (_, bound) => {
      const large = await addDue(10);
      const other = await addDue(3);

      const { claimed } = await claimFully([{ ...large, workspaceBytes: bodyBytes }, other], bound);
      expect(idsOf(claimed)).toEqual([large.ids[0], ...other.ids]);
    },
  );

  test('counts what it found of each webhook without TESTs, and without a bound where some was left', async () => {
    const [a, b] = [await addDue(3), await addDue(2)];
    await database.publish(a.workspace, { addressee: { webhookId: a.webhook, trigger: 'TEST' } });
    const quotas = [
      { ...a, workspaceBytes: 2 * bodyBytes },
      { ...b, count: 1 },
    ];

    const { claimed, foundOf } = await claimFully(quotas);
    expect(Object.fromEntries(foundOf)).toEqual({ [a.webhook]: Infinity, [b.webhook]: 1 });
    expect(claimed.map(({ trigger, webhookId }) => [trigger, webhookId])).toEqual([
      ['TEST', a.webhook],
      ['EVENT', a.webhook],
      ['EVENT', b.webhook],
    ]);
    // Deliveries that were found and not taken are free for the next claim.
    expect(idsOf((await claimFully([a, b])).claimed)).toEqual([...a.ids.slice(1), b.ids[1]]);
  });

  test('ends a delivery as EXPIRED if its event is no longer kept, and takes the others', async () => {
    const { webhook, ids } = await addDue(3);
    const { eventId } = await database.readDelivery(ids[0]!);
    await database.query(`delete from events where id = '${eventId}'`);

    const { claimed } = await claimFully([{ webhook, count: 2 }]);
    expect(idsOf(claimed)).toEqual([ids[1]]);
    expect(await database.readQueued(ids[0]!)).toBeUndefined();
    expect(await database.readDelivery(ids[0]!)).toMatchObject({
      ...{ status: 'FAILED', statusReason: 'EXPIRED', attemptCount: 0 },
    });
    expect(await database.readAttempts(ids[0]!)).toEqual([]);
    expect(idsOf((await claimFully([{ webhook, count: 2 }])).claimed)).toEqual([ids[2]]);
  });

  test('ends a delivery whose event was erased between its publish and the claim', async () => {
    const { webhook, ids } = await addDue(2);
    const { eventId } = await database.readDelivery(ids[0]!);
    await database.query(`update events set body = '', erased_at = now() where id = '${eventId}'`);

    const { claimed } = await claimFully([{ webhook, count: 2 }]);
    expect(idsOf(claimed)).toEqual([ids[1]]);
    expect(await database.readDelivery(ids[0]!)).toMatchObject({
      ...{ status: 'FAILED', statusReason: 'PAYLOAD_ERASED' },
    });
  });

  test('takes no delivery without a text, even if its event is in memory', async () => {
    const { webhook, ids } = await addDue(2);
    await database.query(
      `update delivery_queue set body_bytes = 0 where delivery_id = '${ids[0]}'`,
    );
    const findEvent = () => ({ eventType: 'rent.created', body: Buffer.from('{}') });

    expect(idsOf(await database.claim([webhook], { findEvent }))).toEqual([ids[1]]);
    expect(await database.readQueued(ids[0]!)).toMatchObject({ claimToken: null });
  });

  test('loads the body of an event once for all its deliveries', async () => {
    const workspace = await database.addWorkspace();
    const webhooks = [await database.addWebhook(workspace), await database.addWebhook(workspace)];
    await database.publish(workspace);

    const [first, second] = await database.claim(webhooks);
    expect(second!.eventId).toBe(first!.eventId);
    expect(second!.body).toBe(first!.body);
  });

  test('skips deliveries that another node is claiming, without waiting', async () => {
    const { webhook, ids } = await addDue(4);
    const quotas = [{ webhookId: webhook, count: 2, workspaceBytes: 1_000_000 }];

    await database.em().transactional(async (open) => {
      const mine = await database.claim([], { quotas }, open);
      const theirs = await database.claim([webhook]);
      expect(idsOf(mine)).toEqual(ids.slice(0, 2));
      expect(idsOf(theirs)).toEqual(ids.slice(2));
    });
  });

  test('gives every delivery to exactly one of many concurrent claims', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const ids = idsOf(await database.publish(workspace, { count: 200 }));

    async function claimUntilEmpty(): Promise<string[]> {
      const { claimed } = await claimFully([{ webhook, count: 5 }]);
      // A claim may see only locked rows; the claims that locked them take the rest.
      return claimed.length === 0 ? [] : [...idsOf(claimed), ...(await claimUntilEmpty())];
    }
    const byClaimer = await Promise.all(Array.from({ length: 4 }, claimUntilEmpty));
    const rest = await claimUntilEmpty();
    expect([...byClaimer.flat(), ...rest].sort()).toEqual(ids.sort());
  });

  test('takes due TESTs first, also of webhooks without a quota', async () => {
    const { workspace, webhook } = await addDue(1);
    const paused = await database.addWebhook(workspace, ['rent.deleted']);
    await database.changeWebhook(paused, 'paused_at = now()');
    const made = await database.publish(workspace, {
      addressee: { webhookId: paused, trigger: 'TEST' },
    });

    const claimed = await database.claim([webhook], { countMax: 1 });
    expect(claimed).toMatchObject([{ id: made[0]!.id, trigger: 'TEST', webhookId: paused }]);
  });

  test('takes deliveries of several days in one claim', async () => {
    const { webhook, ids } = await addDue(3);
    const moved = await database.moveToYesterday(ids.slice(0, 1));

    const claimed = await database.claim([webhook]);
    expect(idsOf(claimed)).toEqual([...moved, ...ids.slice(1)]);
    const tokens = await Promise.all(
      claimed.map(async ({ id }) => (await database.readQueued(id))?.claimToken),
    );
    expect(new Set(tokens)).toEqual(new Set([claimed[0]!.token]));
  });
});

/** Adds a webhook with due deliveries and a cool-down that is over. */
async function addCooled(count: number) {
  const added = await addDue(count);
  await database.changeWebhook(added.webhook, `cooling_down_until = now() - interval '1 s'`);
  return added;
}

async function readCoolDown(webhook: string) {
  const rows = await database.query<{ isOver: boolean; until: number }>(
    `select cooling_down_until <= clock_timestamp() as "isOver",
       floor(extract(epoch from cooling_down_until) * 1000)::float8 as until
     from webhooks where id = '${webhook}'`,
  );
  return rows[0]!;
}

test('a claim is planned a few times, and then no more', async () => {
  const { webhook } = await addDue(1);
  const quotas = [{ webhookId: webhook, count: 1, workspaceBytes: 1_000_000 }];
  await database.em().transactional(async (em) => {
    for (let n = 0; n < 12; n += 1) await claimDeliveries(em, claimRequest([], { quotas }));
    const { rows } = await sql<{ plans: number }>`
      select max(generic_plans)::int as plans from pg_prepared_statements where name like 'claim deliveries %'
    `.execute(em.getKysely());
    expect(rows[0]?.plans).toBeGreaterThanOrEqual(7);
  });
});

const probeOf = (webhookId: string) => ({ webhookId, workspaceId: 'shop', isPaced: false });

describe('claimProbes', () => {
  test('takes the oldest delivery of each webhook after its cool-down, and marks the webhook', async () => {
    const [a, b] = [await addCooled(2), await addCooled(1)];
    const cooling = await addDue(1);
    await database.changeWebhook(cooling.webhook, `cooling_down_until = now() + interval '1 h'`);
    const webhooks = [a, b, cooling].map(({ webhook }) => webhook);

    const claimed = await claimProbes(database.em(), webhooks.map(probeOf), claimRequest([]));
    expect(idsOf(claimed).sort()).toEqual([a.ids[0]!, b.ids[0]!].sort());
    for (const { webhookId, probe } of claimed) {
      const { isOver, until } = await readCoolDown(webhookId);
      expect({ isOver, until }).toEqual({ isOver: false, until: probe!.getTime() });
    }
    expect(await claimProbes(database.em(), webhooks.map(probeOf), claimRequest([]))).toEqual([]);
  });

  test('releases the mark if nothing is due, so that the next probe may follow at once', async () => {
    const { webhook, workspace } = await addCooled(0);
    expect(await claimProbes(database.em(), [probeOf(webhook)], claimRequest([]))).toEqual([]);
    expect(await readCoolDown(webhook)).toMatchObject({ isOver: true });

    const types = await database.query<{ events: string[] }>(
      `select events from webhooks where id = '${webhook}'`,
    );
    const made = await database.publish(workspace, { type: types[0]!.events[0]! });
    const claimed = await claimProbes(database.em(), [probeOf(webhook)], claimRequest([]));
    expect(idsOf(claimed)).toEqual(idsOf(made));
  });

  test('releases the mark if the event has been deleted, and then takes the next delivery', async () => {
    const { webhook, ids } = await addCooled(2);
    const { eventId } = await database.readDelivery(ids[0]!);
    await database.query(`delete from events where id = '${eventId}'`);

    expect(await claimProbes(database.em(), [probeOf(webhook)], claimRequest([]))).toEqual([]);
    expect(await readCoolDown(webhook)).toMatchObject({ isOver: true });
    expect(idsOf(await claimProbes(database.em(), [probeOf(webhook)], claimRequest([])))).toEqual([
      ids[1],
    ]);
  });

  test('takes a TEST without a mark, and releases a mark that no delivery needs', async () => {
    const { workspace, webhook } = await addCooled(0);
    const addressee = { webhookId: webhook, trigger: 'TEST' } as const;
    const [made] = await database.publish(workspace, { addressee });

    const claimed = await claimProbes(database.em(), [probeOf(webhook)], claimRequest([]));
    expect(claimed).toMatchObject([{ id: made!.id, trigger: 'TEST', probe: null }]);
    expect(await readCoolDown(webhook)).toMatchObject({ isOver: true });
  });
});
