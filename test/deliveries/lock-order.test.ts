import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  claimProbes,
  recordAttempts,
  releaseClaims,
  renewLeases,
  type ClaimReference,
} from '../../src/deliveries/index.ts';
import { recordHealth } from '../../src/webhooks/index.ts';
import { waitUntil } from '../kit/wait-until.ts';
import {
  claimRequest,
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

/** Some of these are claimed in random order, so an update without a lock order would meet them in any order. */
const deliveryCount = 6_000;
const claimCount = 250;
const partCount = 5;
/** Without a lock order, one round causes about two deadlocks. */
const rounds = 10;

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
  const workspace = await database.addWorkspace();
  await database.addWebhook(workspace);
  for (let n = 0; n < deliveryCount; n += 1_000)
    await database.publish(workspace, { count: 1_000 });
});
afterAll(() => database.close());

/** Claims some deliveries that were not claimed before. */
async function claimAtRandom(): Promise<ClaimReference[]> {
  const token = randomUUID();
  return database.query<ClaimReference>(`
    update delivery_queue set claim_token = '${token}', due_at = now() + interval '30 s'
    where delivery_id in (select delivery_id from delivery_queue where claim_token is null order by random() limit ${claimCount})
    returning delivery_id as id, claim_token as token, attempt_count + 1 as attempt`);
}

const partSize = claimCount / partCount;
const later = { status: 'PENDING', delayMs: 60_000 } as const;

async function record(claims: ClaimReference[]): Promise<void> {
  const late = await recordAttempts(
    database.em(),
    claims.map((claim) => resultOf(claim, later, unavailable)),
  );
  if (late.length > 0) throw new Error(`${late.length} results were not written.`);
}

const writers: [string, (claims: ClaimReference[]) => Promise<void>][] = [
  ['recorded', record],
  ['released', (claims) => releaseClaims(database.em(), claims, 60)],
];

test.each(writers)(
  'claims can be renewed and %s at the same time without a deadlock',
  async (_, write) => {
    for (let round = 1; round <= rounds; round += 1) {
      const claims = await claimAtRandom();
      const parts = Array.from({ length: partCount }, (__, n) =>
        claims.slice(n * partSize, (n + 1) * partSize),
      );
      const writes = [renewLeases(database.em(), claims, 30), ...parts.map((part) => write(part))];
      const ends = await Promise.allSettled(writes);
      expect(ends.filter(({ status }) => status === 'rejected')).toEqual([]);
      const kept = await database.query(`select from delivery_queue where claim_token is not null`);
      expect(kept).toEqual([]);
    }
  },
);

/** Resolves when a session of the test waits for a lock of another. */
async function waitForLock(): Promise<void> {
  await waitUntil('a session waits for a lock', async () => {
    const waiting = await database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting.length > 0;
  });
}

test('a probe whose event is gone is claimed while a result of its webhook is recorded, without a deadlock', async () => {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  const [first, second] = await database.publish(workspace, { count: 2 });
  const [claimed] = await database.claim([], {
    quotas: [{ webhookId: webhook, count: 1, workspaceBytes: 1_000_000 }],
  });
  expect(claimed!.id).toBe(first!.id);
  await database.query(`delete from events where id = '${second!.eventId}'`);
  await database.changeWebhook(webhook, `cooling_down_until = now() - interval '1 s'`);

  let probes: Promise<unknown> = Promise.resolve();
  const report = {
    ...{ webhookId: webhook, url: 'https://hooks.example.com/orders', hasSucceeded: false },
    ...{ hasFailed: true, errorCode: null, isGone: false, hasExhausted: true },
    ...{ coolDownMs: null, probe: null },
  };
  // In the order of the recorder: the hours, then the webhook.
  await database.em().transactional(async (em) => {
    await recordAttempts(em, [resultOf(claimed!, later, unavailable)]);
    probes = claimProbes(
      database.em(),
      [{ webhookId: webhook, workspaceId: workspace, isPaced: false }],
      claimRequest([]),
    );
    probes.catch(() => undefined);
    await waitForLock();
    await recordHealth(em, [report], new Date());
  });
  expect(await probes).toEqual([]);
  expect(await database.readDelivery(second!.id)).toMatchObject({
    ...{ status: 'FAILED', statusReason: 'EXPIRED' },
  });
});
