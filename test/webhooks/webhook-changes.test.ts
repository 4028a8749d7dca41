import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import {
  recordHealth,
  WebhookEntity,
  type HealthReport,
  type Webhook,
} from '../../src/webhooks/index.ts';
import { openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

async function addWebhook(facts: Partial<Webhook> = {}): Promise<Webhook> {
  const { webhook } = await fixture.addWebhook(workspaceId);
  await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, facts);
  return fixture.readRow(webhook.id);
}

/** The changes of a webhook that the live stream tells during `work`. */
async function countChanges({ id }: Webhook, work: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from webhook_changes where webhook_id = ${id}::uuid
    `.execute(fixture.em().getKysely());
    return rows[0]!.count;
  };
  const before = await read();
  await work();
  return (await read()) - before;
}

/** Where the row is on the disk: each update moves it. */
async function readPlace({ id }: Webhook): Promise<string> {
  const { rows } = await sql<{ place: string }>`
    select ctid::text as place from webhooks where id = ${id}::uuid`.execute(
    fixture.em().getKysely(),
  );
  return rows[0]!.place;
}

const success: Omit<HealthReport, 'webhookId' | 'url'> = {
  ...{ hasSucceeded: true, hasFailed: false, hasExhausted: false, isGone: false },
  ...{ errorCode: null, coolDownMs: null, probe: null },
};
const failure = { ...success, hasSucceeded: false, hasFailed: true, errorCode: 'TIMEOUT' };
const exhausted = { ...failure, hasExhausted: true };

async function record({ id, url }: Webhook, report: typeof success): Promise<void> {
  await recordHealth(fixture.em(), [{ ...report, webhookId: id, url }], new Date());
}

const anHourAgo = new Date(Date.now() - 3_600_123);

describe('a report of health', () => {
  test.each([
    ['the last failure of a delivery to a webhook that fails already', anHourAgo, exhausted],
    ['a success of a healthy webhook', null, success],
  ])('is neither written nor told if it is %s', async (_title, failingSince, report) => {
    const webhook = await addWebhook({ failingSince });
    const place = await readPlace(webhook);
    const work = async () => {
      for (let n = 0; n < 10; n += 1) await record(webhook, report);
    };
    expect(await countChanges(webhook, work)).toBe(0);
    expect(await readPlace(webhook)).toBe(place);
    expect(await fixture.readRow(webhook.id)).toEqual(webhook);
  });

  const mark = new Date(Date.now() + 60_000);
  test.each<[string, Partial<Webhook>, typeof success]>([
    ['the first failure', {}, failure],
    ['the first success after failures', { failingSince: anHourAgo }, success],
    ['a cool-down', { failingSince: anHourAgo }, { ...failure, coolDownMs: 60_000 }],
    ['the end of a probe', { coolingDownUntil: mark }, { ...success, probe: mark }],
    ['a 410', { failingSince: anHourAgo }, { ...failure, isGone: true }],
  ])('is told if it is %s', async (_title, facts, report) => {
    const webhook = await addWebhook(facts);
    expect(await countChanges(webhook, () => record(webhook, report))).toBe(1);
  });
});

test('an update that changes nothing is not told as a change', async () => {
  const webhook = await addWebhook();
  const update = (facts: Partial<Webhook>) => () =>
    fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, facts);
  expect(await countChanges(webhook, update({ suspended: false }))).toBe(0);
  expect(await countChanges(webhook, update({ suspended: true }))).toBe(1);
});
