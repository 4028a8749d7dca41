import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginProbes, releaseProbes, WebhookEntity } from '../../src/webhooks/index.ts';
import { openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

const earlier = new Date('2025-01-15T10:30:00.123Z');
let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

/** A webhook whose cool-down is over. */
async function addCooledDown(): Promise<string> {
  const { webhook } = await fixture.addWebhook(workspaceId);
  await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, { coolingDownUntil: earlier });
  return webhook.id;
}

async function begin(id: string): Promise<Date | undefined> {
  const begun = await fixture.em().transactional((em) => beginProbes(em, [id], 30));
  return begun.get(id)?.mark;
}

test('only one of several concurrent claims may send the probe', async () => {
  const id = await addCooledDown();
  const marks = await Promise.all(Array.from({ length: 5 }, () => begin(id)));
  const given = marks.filter((mark) => mark !== undefined);
  expect(given).toHaveLength(1);
  expect((await fixture.readRow(id)).coolingDownUntil).toEqual(given[0]);
});

test('a released probe lets another begin; releasing an outdated mark changes nothing', async () => {
  const id = await addCooledDown();
  const lost = (await begin(id))!;
  await releaseProbes(fixture.em(), [{ webhookId: id, mark: lost }]);
  const present = await begin(id);
  expect(present).toBeInstanceOf(Date);
  await releaseProbes(fixture.em(), [{ webhookId: id, mark: lost }]);
  expect((await fixture.readRow(id)).coolingDownUntil).toEqual(present);
  expect(await begin(id)).toBeUndefined();
});

test('another probe can begin in the very millisecond of a release', async () => {
  const id = await addCooledDown();
  for (let round = 0; round < 20; round += 1) {
    const mark = await begin(id);
    expect(mark).toBeInstanceOf(Date);
    await releaseProbes(fixture.em(), [{ webhookId: id, mark: mark! }]);
  }
});
