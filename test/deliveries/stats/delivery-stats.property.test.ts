import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  amendAttempts,
  endDeliveries,
  recordAttempts,
  type AttemptResult,
  type NextState,
} from '../../../src/deliveries/index.ts';
import { unknownFacts } from '../../../src/deliveries/attempt-result.ts';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import { addDatabaseClock, runAt } from '../fixture/database-clock.ts';
import {
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from '../fixture/delivery-database.ts';
import { contextOf } from '../fixture/graph-client.ts';
import { bucketOf } from './bucket-of.ts';
import { readDays, type RecountedDay } from './recount.ts';
import { ask, everything, type Counts, type Stats } from './stats-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase(addDatabaseClock);
});
afterAll(() => database.close());

/** In these 31 days the clocks change in America, Europe and Australia. */
const period = { since: new Date('2026-03-07T00:00:00Z'), until: new Date('2026-04-07T00:00:00Z') };
const hoursOfPeriod = 31 * 24;
const zones = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata'],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati'],
];

/** The result of an attempt. */
interface Result {
  next: NextState;
  /** Null without a response. */
  responseMs: number | null;
  /** Whether it arrives after the lease was lost: the attempt is recorded as unknown before. */
  isLate: boolean;
}

const result: fc.Arbitrary<Result> = fc.record({
  next: fc.constantFrom<NextState>(
    { status: 'SUCCEEDED' },
    { status: 'PENDING', delayMs: 0 },
    { status: 'PENDING', delayMs: 0 },
    { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' },
  ),
  responseMs: fc.option(
    fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 31_000 })),
  ),
  isLate: fc.boolean(),
});

/** Results that are recorded together, in a minute of the period. */
const batch = fc.record({
  minute: fc.integer({ min: 0, max: hoursOfPeriod * 60 - 1 }),
  results: fc.array(result, { minLength: 1, maxLength: 12 }),
});

const toInstant = (minute: number) => new Date(period.since.getTime() + minute * 60_000);

async function record(
  webhooks: string[],
  { minute, results }: { minute: number; results: Result[] },
) {
  const claimed = await database.claim(webhooks, { countMax: results.length });
  const at = toInstant(minute);
  const written = claimed.map((claim, n) => {
    const { next, responseMs } = results[n]!;
    const facts = {
      startedAt: at,
      durationMs: responseMs ?? 7,
      responseStatus: responseMs === null ? null : 500,
    };
    return resultOf(claim, next, facts);
  });
  const late = written.filter((_, n) => results[n]!.isLate);
  await runAt(database, at, async () => {
    await recordAttempts(
      database.em(),
      written.map((one) => (late.includes(one) ? toUnknown(one, at) : one)),
    );
    await amendAttempts(database.em(), late);
  });
}

const toUnknown = (result: AttemptResult, at: Date) => ({ ...result, facts: unknownFacts(at) });

/** Fails what a webhook has waiting, without an attempt. */
async function end(webhook: string, minute: number) {
  await database.changeWebhook(webhook, `disabled_at = now(), disabled_reason = 'FAILING'`);
  await runAt(database, toInstant(minute), () => endDeliveries(database.em(), webhook));
}

async function readStats(workspace: string, webhook: string, variables: object) {
  const args = '(since: $since, until: $until, bucket: $bucket, timeZone: $timeZone)';
  const source = `query ($id: ID!, $since: DateTime!, $until: DateTime, $bucket: StatsBucket, $timeZone: String) {
    workspace { deliveryStats${args} ${everything} }
    webhook(id: $id) { deliveryStats${args} ${everything} } }`;
  const id = encodeId(IdPrefix.webhook, webhook);
  const { data, errors } = await ask(contextOf(database.em(), workspace), source, {
    id,
    ...period,
    ...variables,
  });
  expect(errors).toBeUndefined();
  return data as Record<'workspace' | 'webhook', { deliveryStats: Stats }>;
}

const noCounts: Counts = { succeededCount: 0, failedCount: 0, retriedCount: 0, responseTime: null };

function expectEqual(shown: Counts, recounted: RecountedDay | undefined) {
  const {
    percentiles,
    date: _,
    ...counts
  } = recounted ?? { ...noCounts, date: '', percentiles: null };
  expect(shown).toMatchObject(counts);
  const exact = percentiles?.map((ms) => Math.min(ms, 30_000));
  const { p50Ms, p95Ms, p99Ms } = shown.responseTime ?? {};
  const shownMs = shown.responseTime && [p50Ms, p95Ms, p99Ms];
  expect(shownMs?.map((ms) => bucketOf(ms!)) ?? null).toEqual(exact?.map(bucketOf) ?? null);
}

function expectSum({ buckets, total }: Stats) {
  for (const name of ['succeededCount', 'failedCount', 'retriedCount'] as const) {
    expect(buckets.reduce((sum, bucket) => sum + bucket[name], 0)).toBe(total[name]);
  }
}

/** Names the local date of an instant, as PostgreSQL writes it. */
function dateIn(timeZone: string, instant: string): string {
  return new Date(instant).toLocaleDateString('sv', { timeZone });
}

test('statistics equal a recount of the log, by days of every zone and by hours', async () => {
  const history = fc.array(batch, { minLength: 1, maxLength: 8 });
  const minute = fc.integer({ min: 0, max: hoursOfPeriod * 60 - 1 });
  await fc.assert(
    fc.asyncProperty(
      history,
      minute,
      fc.constantFrom(...zones),
      async (batches, endMinute, timeZone) => {
        const workspace = await database.addWorkspace();
        const webhooks = [
          await database.addWebhook(workspace),
          await database.addWebhook(workspace),
        ];
        const [first = ''] = webhooks;
        await database.publish(workspace, { count: 20 });
        await database.publish(workspace, { addressee: { webhookId: first, trigger: 'TEST' } });
        for (const one of batches) await record(webhooks, one);
        await end(first, endMinute);

        const byDay = await readStats(workspace, first, { bucket: 'DAY', timeZone });
        for (const [stats, webhook] of [
          [byDay.workspace.deliveryStats, null],
          [byDay.webhook.deliveryStats, first],
        ] as const) {
          const days = await readDays(database, { workspace, webhook, timeZone });
          for (const bucket of stats.buckets) {
            expectEqual(
              bucket,
              days.find(({ date }) => date === dateIn(timeZone, bucket.startsAt)),
            );
          }
          const [all] = await readDays(database, { workspace, webhook, timeZone: null });
          expectEqual(stats.total, all);
          expectSum(stats);
        }
        const { total } = byDay.webhook.deliveryStats;
        const until = new Date(period.since.getTime() + 16 * 24 * 3_600_000);
        const rest = { since: until, until: period.until };
        const parts = await Promise.all(
          [{ until }, rest].map((part) =>
            readStats(workspace, first, { bucket: 'HOUR', timeZone, ...part }),
          ),
        );
        const hours = parts.flatMap(({ webhook }) => webhook.deliveryStats.buckets);
        expect(hours).toHaveLength(hoursOfPeriod);
        expectSum({ buckets: hours, total });
      },
    ),
    { numRuns: 15 },
  );
});
