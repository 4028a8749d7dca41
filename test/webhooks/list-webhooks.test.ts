import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  openDeliveryDatabase,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { contextOf, execute, query } from '../deliveries/fixture/graph-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(async () => database.close());

interface List {
  nodes: { name: string }[];
  pageInfo: {
    startCursor: string;
    endCursor: string;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
  };
  totalCount: { count: number; isExact: boolean };
}

const source = `query ($search: String, $statuses: [WebhookStatus!], $orderBy: WebhookOrder,
    $first: Int, $after: String, $last: Int, $before: String) {
  webhooks(search: $search, statuses: $statuses, orderBy: $orderBy,
      first: $first, after: $after, last: $last, before: $before) {
    nodes { name } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } totalCount { count isExact }
  }
}`;

async function list(workspace: string, variables: Record<string, unknown> = {}): Promise<List> {
  const context = contextOf(database.em(), workspace);
  return (await query<{ webhooks: List }>(context, source, variables)).webhooks;
}

async function namesOf(workspace: string, variables?: Record<string, unknown>): Promise<string[]> {
  return (await list(workspace, variables)).nodes.map(({ name }) => name);
}

/** Adds webhooks with these names and, by SQL assignments, these facts. */
async function addAll(facts: Record<string, string | null>): Promise<string> {
  const workspace = await database.addWorkspace();
  for (const [name, assignment] of Object.entries(facts)) {
    const id = await database.addWebhook(workspace);
    await database.changeWebhook(id, `name = '${name}'${assignment ? `, ${assignment}` : ''}`);
  }
  return workspace;
}

describe('search', () => {
  test('finds a part of the name, the URL or the description, in upper or lower case', async () => {
    const workspace = await addAll({
      Orders: null,
      Stock: `url = 'https://erp.example.com/ORDERS'`,
      Notes: `description = 'For all orders of the shop'`,
      Other: `url = 'https://other.example.com/'`,
    });
    for (const search of ['orders', 'ORDERS', '  orders ']) {
      expect(await namesOf(workspace, { search })).toEqual(['Notes', 'Stock', 'Orders']);
    }
    expect(await namesOf(workspace, { search: ' ' })).toHaveLength(4);
    expect((await list(workspace, { search: 'orders', first: 1 })).totalCount).toEqual({
      ...{ count: 3, isExact: true },
    });
  });

  test('takes every character for itself', async () => {
    const workspace = await addAll({ '100%': null, a_b: null, axb: null, '\\': null });
    expect(await namesOf(workspace, { search: '%' })).toEqual(['100%']);
    expect(await namesOf(workspace, { search: 'a_b' })).toEqual(['a_b']);
    expect(await namesOf(workspace, { search: '\\' })).toEqual(['\\']);
    expect(await namesOf(workspace, { search: '.*' })).toEqual([]);
  });

  test.each([
    ['of 10,000 characters', 'x'.repeat(10_000)],
    ['with NUL', 'a\0b'],
  ])('%s is an error of the caller', async (_name, search) => {
    const workspace = await database.addWorkspace();
    const { errors } = await execute(contextOf(database.em(), workspace), source, { search });
    expect(errors).toMatchObject([{ originalError: { name: 'UserError' } }]);
  });
});

describe('statuses', () => {
  const facts = {
    active: null,
    paused: 'paused_at = now()',
    disabled: `paused_at = now(), disabled_at = now(), disabled_reason = 'FAILING'`,
    suspended: `disabled_at = now(), disabled_reason = 'FAILING', suspended = true`,
  };

  test('select by the status that is shown', async () => {
    const workspace = await addAll(facts);
    for (const name of Object.keys(facts)) {
      expect(await namesOf(workspace, { statuses: [name.toUpperCase()] })).toEqual([name]);
    }
    const both = await list(workspace, { statuses: ['ACTIVE', 'DISABLED'] });
    expect(both).toMatchObject({
      nodes: [{ name: 'disabled' }, { name: 'active' }],
      totalCount: { count: 2 },
    });
    expect(await namesOf(workspace, { statuses: ['PAUSED'], search: 'active' })).toEqual([]);
  });

  test.each([
    ['be empty', []],
    ['have more than 100 values', Array(101).fill('ACTIVE')],
  ])('must not %s', async (_name, statuses) => {
    const context = contextOf(database.em(), await database.addWorkspace());
    const { errors } = await execute(context, source, { statuses });
    expect(errors).toMatchObject([{ originalError: { name: 'UserError' } }]);
  });
});

describe('orderBy', () => {
  const at = (day: number) => `failing_since = '2025-01-0${day}T00:00:00Z'`;
  const order = (field: string, direction?: string) => ({ orderBy: { field, direction } });

  async function addWithDeliveries(): Promise<string> {
    const workspace = await addAll({ b: at(2), A: null, c: null, a: at(1), B: null });
    for (const name of ['c', 'b', 'a']) {
      const [{ id }] = (await database.query<{ id: string }>(
        `select id from webhooks where workspace_id = '${workspace}' and name = '${name}'`,
      )) as [{ id: string }];
      await database.publish(workspace, { addressee: { webhookId: id, trigger: 'TEST' } });
    }
    return workspace;
  }

  test.each([
    ['NAME', ['A', 'a', 'b', 'B', 'c']],
    ['CREATED_AT', ['B', 'a', 'c', 'A', 'b']],
    ['LAST_DELIVERY_AT', ['a', 'b', 'c', 'B', 'A']],
    ['FAILING_FIRST', ['a', 'b', 'A', 'c', 'B']],
  ])('%s sorts, and pages show each webhook once in both directions', async (field, expected) => {
    const workspace = await addWithDeliveries();
    expect(await namesOf(workspace, order(field))).toEqual(expected);
    const usual = field === 'NAME' || field === 'FAILING_FIRST' ? 'ASC' : 'DESC';
    const opposite = usual === 'ASC' ? 'DESC' : 'ASC';
    expect(await namesOf(workspace, order(field, usual))).toEqual(expected);
    expect(await namesOf(workspace, order(field, opposite))).toEqual(expected.toReversed());

    for (const size of [1, 2]) {
      const [forward, backward]: string[][] = [[], []];
      let page = await list(workspace, { ...order(field), first: size });
      for (;;) {
        forward!.push(...page.nodes.map(({ name }) => name));
        if (!page.pageInfo.hasNextPage) break;
        const after = page.pageInfo.endCursor;
        page = await list(workspace, { ...order(field), first: size, after });
      }
      page = await list(workspace, { ...order(field), last: size });
      for (;;) {
        backward!.unshift(...page.nodes.map(({ name }) => name));
        if (!page.pageInfo.hasPreviousPage) break;
        const before = page.pageInfo.startCursor;
        page = await list(workspace, { ...order(field), last: size, before });
      }
      expect([forward, backward]).toEqual([expected, expected]);
    }
  });

  test('refuses the cursor of another order and a forged one', async () => {
    const workspace = await addWithDeliveries();
    const context = () => contextOf(database.em(), workspace);
    const fields = ['NAME', 'CREATED_AT', 'LAST_DELIVERY_AT', 'FAILING_FIRST'];
    for (const field of fields) {
      const { pageInfo } = await list(workspace, { ...order(field), first: 1 });
      for (const other of fields.filter((it) => it !== field)) {
        const variables = { ...order(other), first: 1, after: pageInfo.endCursor };
        const { errors } = await execute(context(), source, variables);
        expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      }
    }
    const id = Buffer.alloc(16, 1);
    for (const [field, key] of [
      ['NAME', 'name a\0'],
      ['LAST_DELIVERY_AT', 'delivery x'],
      ['FAILING_FIRST', 'failing 99999999999999999999'],
      ['FAILING_FIRST', 'failing -1'],
    ]) {
      const after = Buffer.concat([id, Buffer.from(key!)]).toString('base64url');
      const { errors } = await execute(context(), source, { ...order(field!), after });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  test('takes null for the default', async () => {
    const workspace = await addAll({ a: null, b: null });
    for (const orderBy of [null, {}, { field: null, direction: null }]) {
      expect(await namesOf(workspace, { orderBy })).toEqual(['b', 'a']);
    }
  });
});

describe('the list', () => {
  test('shows no deleted webhook and none of another workspace', async () => {
    const workspace = await addAll({ kept: null, deleted: 'deleted_at = now()' });
    await addAll({ foreign: null });
    expect(await list(workspace)).toMatchObject({
      nodes: [{ name: 'kept' }],
      totalCount: { count: 1, isExact: true },
    });
  });

  test('counts only if the count is selected', async () => {
    const workspace = await addAll({ a: null });
    const context = contextOf(database.em(), workspace);
    const statements = await database.statementsOf(() =>
      query(context, '{ webhooks { nodes { name } } }'),
    );
    expect(statements).toHaveLength(1);
  });
});
