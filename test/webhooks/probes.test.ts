import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginProbes, giveUpProbes, WebhookEntity } from '../../src/webhooks/index.ts';
import { openWebhookLab, type WebhookLab } from './webhook-lab.ts';

const earlier = new Date('2025-01-15T10:30:00.123Z');
let lab: WebhookLab;
let workspaceId: string;
beforeAll(async () => {
  lab = await openWebhookLab();
  workspaceId = await lab.addWorkspace('ENTERPRISE');
});
afterAll(() => lab.close());

/** A webhook whose cool-down is over. */
async function addCooledDown(): Promise<string> {
  const { webhook } = await lab.addWebhook(workspaceId);
  await lab.em().nativeUpdate(WebhookEntity, { id: webhook.id }, { coolingDownUntil: earlier });
  return webhook.id;
}

async function begin(id: string): Promise<Date | undefined> {
  const begun = await lab.em().transactional((em) => beginProbes(em, [id], 30));
  return begun.get(id)?.mark;
}

test('of several that begin a probe at once, one has the right to send it', async () => {
  const id = await addCooledDown();
  const marks = await Promise.all(Array.from({ length: 5 }, () => begin(id)));
  const given = marks.filter((mark) => mark !== undefined);
  expect(given).toHaveLength(1);
  expect((await lab.readRow(id)).coolingDownUntil).toEqual(given[0]);
});

test('who gives its probe up lets another begin; a mark that has passed to another changes nothing', async () => {
  const id = await addCooledDown();
  const lost = (await begin(id))!;
  await giveUpProbes(lab.em(), [{ webhookId: id, mark: lost }]);
  const present = await begin(id);
  expect(present).toBeInstanceOf(Date);
  await giveUpProbes(lab.em(), [{ webhookId: id, mark: lost }]);
  expect((await lab.readRow(id)).coolingDownUntil).toEqual(present);
  expect(await begin(id)).toBeUndefined();
});
