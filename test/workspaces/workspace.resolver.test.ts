import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { graphql, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { openDatabase, sql, type Database } from '../../src/db/index.ts';
import {
  createAuthChecker,
  createViewerFinder,
  lockWorkspace,
  upsertWorkspace,
  WorkspaceEntity,
  type GraphContext,
  type OnPlanChanged,
  type Scope,
} from '../../src/workspaces/index.ts';
import { WorkspaceResolver } from '../../src/workspaces/workspace.resolver.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { waitUntil } from '../kit/wait-until.ts';

let testDatabase: TestDatabase;
let database: Database;
let schema: GraphQLSchema;
const onPlanChanged = jest.fn<OnPlanChanged>();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({
    url: testDatabase.url,
    entities: [WorkspaceEntity],
    connectionsMax: 10,
    onWarning: () => undefined,
  });
  schema = await buildSchema({
    resolvers: [WorkspaceResolver],
    validate: false,
    authChecker: createAuthChecker(),
    container: { get: () => new WorkspaceResolver({ onPlanChanged }) },
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  onPlanChanged.mockReset().mockResolvedValue();
  await sql`delete from workspaces`.execute(database.em.fork().getKysely());
});

async function createContext(workspaceId: string, ...scopes: Scope[]): Promise<GraphContext> {
  const em = database.em.fork();
  const expiresAt = new Date(Date.now() + 60_000);
  const viewer = await createViewerFinder()(em, {
    workspaceId,
    scopes: new Set(scopes),
    expiresAt,
  });
  return { em, viewer, requestId: 'r1' };
}

async function ask(source: string, contextValue: GraphContext, variableValues = {}) {
  const answer: ExecutionResult = await graphql({ schema, source, contextValue, variableValues });
  return JSON.parse(JSON.stringify(answer)) as unknown;
}

async function upsert(input: Record<string, unknown>, scope: Scope = 'platform') {
  const source = `mutation ($input: UpsertWorkspaceInput!) {
    upsertWorkspace(input: $input) {
      workspace { id name plan webhookLimit }
      userErrors { code field }
    }
  }`;
  return ask(source, await createContext('stockaj', scope), { input });
}

async function listWorkspaces() {
  const workspaces = await database.em.fork().find(WorkspaceEntity, {}, { orderBy: { id: 'asc' } });
  return workspaces.map(({ id, name, plan }) => ({ id, name, plan }));
}

const acme = { id: 'acme', name: 'Acme Tools', plan: 'PROFESSIONAL' } as const;

describe('the mutation upsertWorkspace', () => {
  test('makes a workspace', async () => {
    const workspace = { ...acme, webhookLimit: 10 };
    expect(await upsert(acme)).toEqual({
      data: { upsertWorkspace: { workspace, userErrors: [] } },
    });
    expect(await listWorkspaces()).toEqual([acme]);
    expect(onPlanChanged).not.toHaveBeenCalled();
  });

  test('changes the name and plan of that workspace and of no other', async () => {
    const other = { id: 'other', name: 'Other', plan: 'PROFESSIONAL' };
    await upsert(acme);
    await upsert(other);
    const changed = { id: 'acme', name: 'Acme', plan: 'ENTERPRISE' };
    const workspace = { ...changed, webhookLimit: null };
    expect(await upsert(changed)).toEqual({
      data: { upsertWorkspace: { workspace, userErrors: [] } },
    });
    expect(await listWorkspaces()).toEqual([changed, other]);
  });

  test('reports a new plan once, in the transaction, with the new plan written', async () => {
    await upsert(acme);
    onPlanChanged.mockImplementation(async (em, workspace) => {
      expect(em.isInTransaction()).toBe(true);
      const { rows } = await sql<{ plan: string }>`
        select plan from workspaces where id = ${workspace.id}`.execute(em.getKysely());
      expect(rows).toEqual([{ plan: 'FREE' }]);
    });
    expect(await upsert({ ...acme, plan: 'FREE' })).not.toHaveProperty('errors');
    await upsert({ ...acme, name: 'Acme', plan: 'FREE' });
    expect(onPlanChanged).toHaveBeenCalledTimes(1);
  });

  test('changes nothing when applying the plan fails', async () => {
    await upsert(acme);
    onPlanChanged.mockRejectedValue(new Error('no'));
    expect(await upsert({ ...acme, plan: 'FREE' })).toHaveProperty('errors');
    expect(await listWorkspaces()).toEqual([acme]);
  });

  test.each([
    ['id', { ...acme, id: '' }],
    ['id', { ...acme, id: 'a'.repeat(65) }],
    ['id', { ...acme, id: 'acme/1' }],
    ['name', { ...acme, name: '' }],
    ['name', { ...acme, name: ' \u00a0 ' }],
    ['name', { ...acme, name: 'a'.repeat(201) }],
    ['name', { ...acme, name: 'a\u0000b' }],
    ['name', { ...acme, name: 'a\nb' }],
    ['name', { ...acme, name: 'a\u2028b' }],
    ['name', { ...acme, name: 'a\ud83d' }],
    ['name', { ...acme, name: 'a\u202eb' }],
    ['name', { ...acme, name: '\u200b' }],
  ])('returns INVALID_INPUT for the %s of %j', async (field, input) => {
    const userErrors = [{ code: 'INVALID_INPUT', field }];
    expect(await upsert(input)).toEqual({
      data: { upsertWorkspace: { workspace: null, userErrors } },
    });
    expect(await listWorkspaces()).toEqual([]);
  });

  test('accepts a name of 200 code points and an id of 64 characters', async () => {
    const longest = { id: 'a'.repeat(64), name: '🚲'.repeat(200), plan: 'FREE' };
    await upsert(longest);
    expect(await listWorkspaces()).toEqual([longest]);
  });

  test('is refused without the scope of the platform', async () => {
    expect(await upsert(acme, 'webhooks:write')).toHaveProperty('errors');
    expect(await listWorkspaces()).toEqual([]);
  });

  test('made many times at once for one id makes one workspace, and no call fails', async () => {
    const plans = ['FREE', 'STARTER', 'PROFESSIONAL', 'ENTERPRISE'] as const;
    const calls = Array.from({ length: 20 }, (_, i) =>
      upsertWorkspace(
        database.em.fork(),
        { id: 'acme', name: `Acme ${i}`, plan: plans[i % 4]! },
        onPlanChanged,
      ),
    );
    const answers = await Promise.all(calls);
    const [left, ...more] = await listWorkspaces();
    expect(more).toEqual([]);
    expect(answers.map(({ name, plan }) => ({ id: 'acme', name, plan }))).toContainEqual(left);
  });
});

describe('the query workspace', () => {
  const source = '{ workspace { id name plan webhookLimit nextPlan { plan webhookLimit } } }';

  test("returns the token's workspace with its plan's limit and the next plan", async () => {
    await upsert(acme);
    await upsert({ ...acme, id: 'other' });
    expect(await ask(source, await createContext('acme', 'webhooks:read'))).toEqual({
      data: {
        workspace: {
          ...acme,
          webhookLimit: 10,
          nextPlan: { plan: 'ENTERPRISE', webhookLimit: null },
        },
      },
    });
  });

  test('is refused while the workspace does not exist', async () => {
    expect(await ask(source, await createContext('acme', 'webhooks:read'))).toMatchObject({
      data: null,
      errors: [{ message: "The token's workspace does not exist." }],
    });
  });
});

describe('the lock of a workspace', () => {
  test('blocks others until the transaction ends, and then shows them its changes', async () => {
    await upsert(acme);
    const order: string[] = [];
    let waiting: Promise<void> | undefined;
    await database.em.fork().transactional(async (em) => {
      const workspace = await lockWorkspace(em, 'acme');
      waiting = lockInAnother(order);
      await waitForBlockedSession();
      order.push('first');
      workspace.plan = 'FREE';
    });
    await waiting;
    expect(order).toEqual(['first', 'second reads FREE']);
  });

  /** With an entity manager that has read the workspace before. */
  async function lockInAnother(order: string[]): Promise<void> {
    await database.em.fork().transactional(async (em) => {
      await em.findOneOrFail(WorkspaceEntity, 'acme');
      order.push(`second reads ${(await lockWorkspace(em, 'acme')).plan}`);
    });
  }

  async function waitForBlockedSession(): Promise<void> {
    const kysely = database.em.fork().getKysely();
    await waitUntil('a session waits for a lock', async () => {
      const { rows } = await sql`
        select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(kysely);
      return rows.length > 0;
    });
  }

  test('fails outside a transaction and for a workspace that does not exist', async () => {
    await expect(lockWorkspace(database.em.fork(), 'acme')).rejects.toThrow('transaction');
    const lock = database.em.fork().transactional((em) => lockWorkspace(em, 'nobody'));
    await expect(lock).rejects.toThrow('not found');
  });
});
