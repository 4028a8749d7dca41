import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deleteWebhook, onPlanChanged, WebhookEntity } from '../../src/webhooks/index.ts';
import { countWebhooks } from '../../src/webhooks/find-webhook.ts';
import { upsertWorkspace, type Plan } from '../../src/workspaces/index.ts';
import { apiId, faultsOf, openWebhookLab, type WebhookLab } from './webhook-lab.ts';

let lab: WebhookLab;
beforeAll(async () => {
  lab = await openWebhookLab();
});
afterAll(() => lab.close());

async function addWebhooks(workspaceId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push((await lab.addWebhook(workspaceId)).webhook.id);
  }
  return ids;
}

async function changePlan(workspaceId: string, plan: Plan): Promise<void> {
  const input = { id: workspaceId, name: workspaceId, plan };
  await upsertWorkspace(lab.em(), input, onPlanChanged);
}

async function listSuspended(workspaceId: string): Promise<string[]> {
  const where = { workspaceId, suspended: true };
  const rows = await lab.em().find(WebhookEntity, where, { orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
}

async function remove(workspaceId: string, uuid: string): Promise<void> {
  const input = { webhookId: apiId({ id: uuid }) };
  await deleteWebhook(lab.dependencies, lab.em(), workspaceId, input);
}

describe('the limit of a plan', () => {
  test('lets exactly one of 100 parallel creates in at 9 of 10', async () => {
    const workspaceId = await lab.addWorkspace('PROFESSIONAL');
    await addWebhooks(workspaceId, 9);
    const creates = Array.from({ length: 100 }, () => faultsOf(lab.addWebhook(workspaceId)));
    const results = await Promise.allSettled(creates);
    const errors = results.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    expect(errors).toEqual(Array.from({ length: 99 }, () => [['PLAN_LIMIT_REACHED', null]]));
    expect(await countWebhooks(lab.em(), workspaceId)).toBe(10);
  });

  test.each(['FREE', 'STARTER'] as const)(
    '%s has none, and says which plans have',
    async (plan) => {
      const workspaceId = await lab.addWorkspace(plan);
      const create = lab.addWebhook(workspaceId);
      await expect(create).rejects.toThrow(/PROFESSIONAL and ENTERPRISE/);
      expect(await faultsOf(create)).toEqual([['PLAN_UPGRADE_REQUIRED', null]]);
      expect(await countWebhooks(lab.em(), workspaceId)).toBe(0);
    },
  );

  test('does not exist for ENTERPRISE', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    expect(await addWebhooks(workspaceId, 11)).toHaveLength(11);
  });

  test('does not count deleted webhooks', async () => {
    const workspaceId = await lab.addWorkspace('PROFESSIONAL');
    const [first] = await addWebhooks(workspaceId, 10);
    await remove(workspaceId, first!);
    expect(await addWebhooks(workspaceId, 1)).toHaveLength(1);
  });

  test('counts suspended webhooks', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    await addWebhooks(workspaceId, 11);
    await changePlan(workspaceId, 'PROFESSIONAL');
    expect(await faultsOf(lab.addWebhook(workspaceId))).toEqual([['PLAN_LIMIT_REACHED', null]]);
  });
});

describe('a change of the plan', () => {
  test('suspends the newest beyond the limit on the way down and brings them back on the way up', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    const ids = await addWebhooks(workspaceId, 12);
    await changePlan(workspaceId, 'PROFESSIONAL');
    expect(await listSuspended(workspaceId)).toEqual(ids.slice(10));
    await changePlan(workspaceId, 'FREE');
    expect(await listSuspended(workspaceId)).toEqual(ids);
    await changePlan(workspaceId, 'PROFESSIONAL');
    expect(await listSuspended(workspaceId)).toEqual(ids.slice(10));
    await changePlan(workspaceId, 'ENTERPRISE');
    expect(await listSuspended(workspaceId)).toEqual([]);
    expect(await countWebhooks(lab.em(), workspaceId)).toBe(12);
  });

  test('touches no webhook of another workspace', async () => {
    const mine = await lab.addWorkspace('ENTERPRISE');
    const other = await lab.addWorkspace('ENTERPRISE');
    await addWebhooks(mine, 1);
    await addWebhooks(other, 1);
    await changePlan(mine, 'FREE');
    expect(await listSuspended(other)).toEqual([]);
  });
});

describe('deleting a webhook', () => {
  test('brings back the oldest of those beyond the limit', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    const ids = await addWebhooks(workspaceId, 12);
    await changePlan(workspaceId, 'PROFESSIONAL');
    await remove(workspaceId, ids[3]!);
    expect(await listSuspended(workspaceId)).toEqual(ids.slice(11));
  });

  test('of one that is suspended leaves the others as they are', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    const ids = await addWebhooks(workspaceId, 12);
    await changePlan(workspaceId, 'PROFESSIONAL');
    await remove(workspaceId, ids[10]!);
    const rows = await lab.em().find(WebhookEntity, { workspaceId, deletedAt: null });
    expect(rows.filter(({ suspended }) => suspended).map(({ id }) => id)).toEqual([ids[11]]);
  });

  test('keeps its row for the log', async () => {
    const workspaceId = await lab.addWorkspace('PROFESSIONAL');
    const [id] = await addWebhooks(workspaceId, 1);
    await remove(workspaceId, id!);
    expect((await lab.readRow(id!)).deletedAt).toBeInstanceOf(Date);
  });
});
