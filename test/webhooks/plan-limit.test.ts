import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deleteWebhook, onPlanChanged, WebhookEntity } from '../../src/webhooks/index.ts';
import { countWebhooks } from '../../src/webhooks/find-webhook.ts';
import { upsertWorkspace, type Plan } from '../../src/workspaces/index.ts';
import { apiId, errorsOf, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
beforeAll(async () => {
  fixture = await openWebhookFixture();
});
afterAll(() => fixture.close());

async function addWebhooks(workspaceId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push((await fixture.addWebhook(workspaceId)).webhook.id);
  }
  return ids;
}

async function changePlan(workspaceId: string, plan: Plan): Promise<void> {
  const input = { id: workspaceId, name: workspaceId, plan };
  await upsertWorkspace(fixture.em(), input, onPlanChanged);
}

async function listSuspended(workspaceId: string): Promise<string[]> {
  const where = { workspaceId, suspended: true };
  const rows = await fixture.em().find(WebhookEntity, where, { orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
}

async function remove(workspaceId: string, uuid: string): Promise<void> {
  const input = { webhookId: apiId({ id: uuid }) };
  await deleteWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
}

describe('the limit of a plan', () => {
  test('accepts exactly one of 100 parallel creates at 9 of 10 webhooks', async () => {
    const workspaceId = await fixture.addWorkspace('PROFESSIONAL');
    await addWebhooks(workspaceId, 9);
    const creates = Array.from({ length: 100 }, () => errorsOf(fixture.addWebhook(workspaceId)));
    const results = await Promise.allSettled(creates);
    const errors = results.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    expect(errors).toEqual(Array.from({ length: 99 }, () => [['PLAN_LIMIT_REACHED', null]]));
    expect(await countWebhooks(fixture.em(), workspaceId)).toBe(10);
  });

  test.each(['FREE', 'STARTER'] as const)(
    '%s allows none; the error names the plans that do',
    async (plan) => {
      const workspaceId = await fixture.addWorkspace(plan);
      const create = fixture.addWebhook(workspaceId);
      await expect(create).rejects.toThrow(/PROFESSIONAL and ENTERPRISE/);
      expect(await errorsOf(create)).toEqual([['PLAN_UPGRADE_REQUIRED', null]]);
      expect(await countWebhooks(fixture.em(), workspaceId)).toBe(0);
    },
  );

  test('does not exist for ENTERPRISE', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    expect(await addWebhooks(workspaceId, 11)).toHaveLength(11);
  });

  test('does not count deleted webhooks', async () => {
    const workspaceId = await fixture.addWorkspace('PROFESSIONAL');
    const [first] = await addWebhooks(workspaceId, 10);
    await remove(workspaceId, first!);
    expect(await addWebhooks(workspaceId, 1)).toHaveLength(1);
  });

  test('counts suspended webhooks', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    await addWebhooks(workspaceId, 11);
    await changePlan(workspaceId, 'PROFESSIONAL');
    expect(await errorsOf(fixture.addWebhook(workspaceId))).toEqual([['PLAN_LIMIT_REACHED', null]]);
  });
});

describe('a change of the plan', () => {
  test('suspends the newest webhooks on a downgrade and reinstates them on an upgrade', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    const ids = await addWebhooks(workspaceId, 12);
    await changePlan(workspaceId, 'PROFESSIONAL');
    expect(await listSuspended(workspaceId)).toEqual(ids.slice(10));
    await changePlan(workspaceId, 'FREE');
    expect(await listSuspended(workspaceId)).toEqual(ids);
    await changePlan(workspaceId, 'PROFESSIONAL');
    expect(await listSuspended(workspaceId)).toEqual(ids.slice(10));
    await changePlan(workspaceId, 'ENTERPRISE');
    expect(await listSuspended(workspaceId)).toEqual([]);
    expect(await countWebhooks(fixture.em(), workspaceId)).toBe(12);
  });

  test('does not affect webhooks of another workspace', async () => {
    const mine = await fixture.addWorkspace('ENTERPRISE');
    const other = await fixture.addWorkspace('ENTERPRISE');
    await addWebhooks(mine, 1);
    await addWebhooks(other, 1);
    await changePlan(mine, 'FREE');
    expect(await listSuspended(other)).toEqual([]);
  });
});

describe('deleting a webhook', () => {
  test('reinstates the oldest webhook beyond the limit', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    const ids = await addWebhooks(workspaceId, 12);
    await changePlan(workspaceId, 'PROFESSIONAL');
    await remove(workspaceId, ids[3]!);
    expect(await listSuspended(workspaceId)).toEqual(ids.slice(11));
  });

  test('that was suspended does not change the others', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    const ids = await addWebhooks(workspaceId, 12);
    await changePlan(workspaceId, 'PROFESSIONAL');
    await remove(workspaceId, ids[10]!);
    const rows = await fixture.em().find(WebhookEntity, { workspaceId, deletedAt: null });
    expect(rows.filter(({ suspended }) => suspended).map(({ id }) => id)).toEqual([ids[11]]);
  });

  test('keeps its row for the log', async () => {
    const workspaceId = await fixture.addWorkspace('PROFESSIONAL');
    const [id] = await addWebhooks(workspaceId, 1);
    await remove(workspaceId, id!);
    expect((await fixture.readRow(id!)).deletedAt).toBeInstanceOf(Date);
  });
});
