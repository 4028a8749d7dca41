import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeId, IdPrefix, timeOfId } from '../../../src/kernel/index.ts';
import { startTestApp, type TestApp } from '../../kit/app.ts';
import { query as queryDatabase } from '../../kit/cluster.ts';
import { createCustomer, createDrafts, type Customer } from '../../kit/customer.ts';
import { DeleteWebhook, EraseEvent, SendTest, UpdateWebhook } from '../../kit/documents.ts';
import { graphql } from '../../kit/graphql/index.ts';
import { statementsOf } from '../../kit/statements-of.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
});
afterAll(() => app.stop());

const url = 'https://hooks.example.com/orders';

const ExplainEvent = graphql(`
  query ExplainEvent($id: ID!, $first: Int, $after: String) {
    event(id: $id) {
      webhooks(first: $first, after: $after) {
        nodes {
          id
          webhookId
          webhookName
          reason
          clause
          webhook {
            id
          }
          delivery {
            trigger
            webhook {
              id
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

async function explain({ token }: Pick<Customer, 'token'>, id: string) {
  const { event } = await app.ask(token, ExplainEvent, { id, first: 100 });
  return event!.webhooks!.nodes;
}

/** The reason for each webhook, newest first; DELIVERED if there is a delivery. */
async function reasonsOf(customer: Customer, eventId: string): Promise<string[]> {
  const nodes = await explain(customer, eventId);
  return nodes.map(({ reason, delivery }) => (delivery ? 'DELIVERED' : String(reason)));
}

async function run(text: string): Promise<void> {
  await queryDatabase(app.databaseUrl, text);
}

/** Moves the history of the workspace's webhooks into the past, as if all of it had happened then. */
async function makeHistoryOlder({ workspaceId }: Customer, interval: string): Promise<void> {
  await run(`update webhook_states set begins_at = begins_at - interval '${interval}'
    where workspace_id = '${workspaceId}'`);
}

const setFacts = ({ workspaceId }: Customer, assignments: string) =>
  run(`update webhooks set ${assignments} where workspace_id = '${workspaceId}'`);

describe('Event.webhooks', () => {
  test('shows the delivery of each webhook that got one', async () => {
    const customer = await createCustomer(app);
    const { id } = await customer.createWebhook(url);
    const [eventId = ''] = await customer.publish();
    expect(await explain(customer, eventId)).toEqual([
      {
        ...{
          id: `${eventId}:${id}`,
          webhookId: id,
          webhookName: 'a webhook',
          reason: null,
          clause: null,
        },
        ...{ webhook: { id }, delivery: { trigger: 'EVENT', webhook: { id } } },
      },
    ]);
  });

  test.each([
    ['NOT_SUBSCRIBED', `events = '{rent.created}'`],
    ['DISABLED', `disabled_at = now(), disabled_reason = 'FAILING'`],
    ['SUSPENDED', 'suspended = true'],
    ['DELETED', 'deleted_at = now()'],
  ])('says %s by the state at the publish, whatever the webhook is today', async (reason, fact) => {
    const customer = await createCustomer(app);
    await customer.createWebhook(url);
    const [before = ''] = await customer.publish();
    await setFacts(customer, fact);
    await makeHistoryOlder(customer, '1 hour');
    const [during = ''] = await customer.publish();
    const open = `events = '{*}', suspended = false, disabled_at = null, disabled_reason = null, deleted_at = null`;
    await setFacts(customer, open);
    const [after = ''] = await customer.publish();
    expect(await reasonsOf(customer, before)).toEqual(['DELIVERED']);
    expect(await reasonsOf(customer, during)).toEqual([reason]);
    expect(await reasonsOf(customer, after)).toEqual(['DELIVERED']);
  });

  test('says CREATED_LATER for a webhook that did not exist yet', async () => {
    const customer = await createCustomer(app);
    const [eventId = ''] = await customer.publish();
    await customer.createWebhook(url);
    expect(await reasonsOf(customer, eventId)).toEqual(['CREATED_LATER']);
  });

  test('keeps showing the delivery of a webhook that was deleted since, without the webhook', async () => {
    const customer = await createCustomer(app);
    const { id: webhookId } = await customer.createWebhook(url);
    const [eventId = ''] = await customer.publish();
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
    expect(await explain(customer, eventId)).toMatchObject([
      { webhookId, webhookName: 'a webhook', webhook: null, delivery: { trigger: 'EVENT' } },
    ]);
  });

  test('leaves out webhooks that were deleted long before', async () => {
    const customer = await createCustomer(app);
    await customer.createWebhook(url);
    await setFacts(customer, `deleted_at = now() - interval '38 days'`);
    const [eventId = ''] = await customer.publish();
    expect(await reasonsOf(customer, eventId)).toEqual([]);
  });

  test('says TEST_EVENT for the other webhooks of a test, also when its text was erased', async () => {
    const customer = await createCustomer(app);
    const { id: webhookId } = await customer.createWebhook(url);
    await customer.createWebhook(url);
    await app.ask(customer.token, SendTest, { input: { webhookId } });
    await customer.createWebhook(url);
    const [delivery] = await customer.log();
    const eventId = delivery!.event!.id;
    const reasons = ['TEST_EVENT', 'TEST_EVENT', 'DELIVERED'];
    expect(await reasonsOf(customer, eventId)).toEqual(reasons);
    await app.ask(customer.token, EraseEvent, { input: { eventId } });
    expect(await reasonsOf(customer, eventId)).toEqual(reasons);
  });

  test('says UNKNOWN for the time before the history began', async () => {
    const customer = await createCustomer(app);
    await customer.createWebhook(url, { events: ['rent.created'] });
    const [eventId = ''] = await customer.publish();
    await makeHistoryOlder(customer, '1 hour');
    await run(
      `update webhook_states set events = null where workspace_id = '${customer.workspaceId}'`,
    );
    expect(await reasonsOf(customer, eventId)).toEqual(['UNKNOWN']);
  });

  test('says UNKNOWN if the log of the day is no longer kept, unless no state allowed a delivery', async () => {
    const customer = await createCustomer(app);
    await customer.createWebhook(url);
    await customer.createWebhook(url, { events: ['rent.created'] });
    const [eventId = ''] = await customer.publish();
    await makeHistoryOlder(customer, '60 days');
    const old = `overlay(id::text placing '01800000-0000' from 1 for 13)::uuid`;
    await run(`select make_partition('events', '2022-04-06')`);
    await run(
      `update webhook_states set begins_at = '2022-01-01' where workspace_id = '${customer.workspaceId}'`,
    );
    const rows = await queryDatabase<{ id: string }>(
      app.databaseUrl,
      `with old as (update events set id = ${old} where workspace_id = '${customer.workspaceId}' returning id)
       select id from old`,
    );
    expect(rows).toHaveLength(1);
    const { events } = await app.ask(customer.token, ListEventReasons, { first: 1 });
    expect(events.nodes[0]!.webhooks!.nodes.map(({ reason }) => reason)).toEqual([
      ...['NOT_SUBSCRIBED', 'UNKNOWN'],
    ]);
    expect(eventId).not.toBe(events.nodes[0]!.id);
  });

  describe('of a webhook with a filter', () => {
    const path = 'data.renter.version';
    const clause = `${path} gt 1`;
    const never = {
      all: [
        { path, gte: 1 },
        { path, gt: 1 },
        { path, gt: 2 },
      ],
    };
    const clausesOf = async (customer: Customer, eventId: string) =>
      (await explain(customer, eventId)).map(({ reason, clause }) => [reason, clause]);

    test('says the first clause that the event did not match, by the filter of that time', async () => {
      const customer = await createCustomer(app);
      const { id: webhookId } = await customer.createWebhook(url, { filter: never });
      await customer.createWebhook(url, { filter: { not: never } });
      const [before = ''] = await customer.publish();
      await makeHistoryOlder(customer, '1 hour');
      await app.ask(customer.token, UpdateWebhook, { input: { webhookId, filter: {} } });
      const [after = ''] = await customer.publish();
      expect(await reasonsOf(customer, after)).toEqual(['DELIVERED', 'DELIVERED']);
      expect(await clausesOf(customer, before)).toEqual([
        [null, null],
        ['FILTERED_OUT', clause],
      ]);
    });

    test('says so of an erased event without the clause', async () => {
      const customer = await createCustomer(app);
      await customer.createWebhook(url, { filter: never });
      await makeHistoryOlder(customer, '1 hour');
      const [eventId = ''] = await customer.publish();
      expect(await clausesOf(customer, eventId)).toEqual([['FILTERED_OUT', clause]]);
      await app.ask(customer.token, EraseEvent, { input: { eventId } });
      expect(await clausesOf(customer, eventId)).toEqual([['FILTERED_OUT', null]]);
    });

    test('that changed in the same seconds is certain only of the reason', async () => {
      const customer = await createCustomer(app);
      const { id: webhookId } = await customer.createWebhook(url, { filter: never });
      await makeHistoryOlder(customer, '1 hour');
      const update = (filter: object) =>
        app.ask(customer.token, UpdateWebhook, { input: { webhookId, filter } });
      await update({ path, eq: 7 });
      const [eventId = ''] = await customer.publish();
      expect(await clausesOf(customer, eventId)).toEqual([['FILTERED_OUT', null]]);
      await update({ path, eq: 1 });
      expect(await clausesOf(customer, eventId)).toEqual([['FILTERED_OUT', null]]);
      await setFacts(customer, 'suspended = true');
      expect(await clausesOf(customer, eventId)).toEqual([['UNKNOWN', null]]);
    });

    test('is read once if it is the filter of many, and not if all are longer than 256 KiB', async () => {
      const customer = await createCustomer(app);
      const long = (name: string) => ({
        path: 'data.renter.name',
        in: [name, ...Array<string>(31).fill('x'.repeat(250))],
      });
      for (let n = 0; n < 40; n += 1) await customer.createWebhook(url, { filter: long('same') });
      await makeHistoryOlder(customer, '1 hour');
      const [eventId = ''] = await customer.publish(1, 'renter.created');
      const known = await clausesOf(customer, eventId);
      expect(known).toHaveLength(40);
      for (const [reason, found] of known) {
        expect([reason, found?.slice(0, 26)]).toEqual([
          'FILTERED_OUT',
          'data.renter.name in ["same',
        ]);
      }
      for (let n = 0; n < 40; n += 1) await customer.createWebhook(url, { filter: long(`n${n}`) });
      await makeHistoryOlder(customer, '1 hour');
      const [next = ''] = await customer.publish(1, 'renter.created');
      const all = await clausesOf(customer, next);
      expect(all.map(([reason]) => reason)).toEqual(Array(80).fill('FILTERED_OUT'));
      // The newest come first, and PostgreSQL writes each of these filters with some 7,920 bytes.
      expect(all.map(([, found]) => found !== null).lastIndexOf(true)).toBe(32);
    });
  });

  describe('of a webhook that changed in the same seconds', () => {
    test('says the only reason that explains the missing delivery', async () => {
      const customer = await createCustomer(app);
      const { id: webhookId } = await customer.createWebhook(url, { events: ['rent.created'] });
      await makeHistoryOlder(customer, '1 hour');
      const [eventId = ''] = await customer.publish();
      await app.ask(customer.token, UpdateWebhook, { input: { webhookId, events: ['*'] } });
      expect(await reasonsOf(customer, eventId)).toEqual(['NOT_SUBSCRIBED']);
    });

    test('says UNKNOWN if it changed more than twenty times', async () => {
      const customer = await createCustomer(app);
      await customer.createWebhook(url, { events: ['rent.created'] });
      await makeHistoryOlder(customer, '1 hour');
      const [eventId = ''] = await customer.publish();
      const change = (n: number) => setFacts(customer, `events = '{rent.created,x${n}}'`);
      for (let n = 2; n <= 20; n += 1) await change(n);
      expect(await reasonsOf(customer, eventId)).toEqual(['NOT_SUBSCRIBED']);
      await change(21);
      expect(await reasonsOf(customer, eventId)).toEqual(['UNKNOWN']);
    });

    test('says UNKNOWN if two reasons may explain it', async () => {
      const customer = await createCustomer(app);
      await customer.createWebhook(url, { events: ['rent.created'] });
      await makeHistoryOlder(customer, '1 hour');
      const [eventId = ''] = await customer.publish();
      await setFacts(customer, `events = '{*}', suspended = true`);
      const published = timeOfId(decodeId(IdPrefix.event, eventId)!).toISOString();
      const changeAfter = (seconds: number) =>
        run(`update webhook_states
          set begins_at = '${published}'::timestamptz + interval '${seconds} seconds'
          where workspace_id = '${customer.workspaceId}' and suspended`);
      for (const seconds of [-4, 4]) {
        await changeAfter(seconds);
        expect(await reasonsOf(customer, eventId)).toEqual(['UNKNOWN']);
      }
      await changeAfter(6);
      expect(await reasonsOf(customer, eventId)).toEqual(['NOT_SUBSCRIBED']);
      await changeAfter(-6);
      expect(await reasonsOf(customer, eventId)).toEqual(['SUSPENDED']);
    });

    test('never contradicts the publish, whenever the change commits', async () => {
      const customer = await createCustomer(app);
      const { id: webhookId } = await customer.createWebhook(url);
      await makeHistoryOlder(customer, '1 hour');
      const published: string[] = [];
      const changes = Array.from({ length: 10 }, (_, n) =>
        n % 2 === 0 ? ['rent.created'] : ['*'],
      );
      await Promise.all([
        (async () => {
          for (let n = 0; n < 30; n += 1) published.push(...(await customer.publish()));
        })(),
        (async () => {
          for (const events of changes) {
            await app.ask(customer.token, UpdateWebhook, { input: { webhookId, events } });
          }
        })(),
      ]);
      const delivered = new Set((await customer.log()).map(({ event }) => event!.id));
      for (const eventId of published) {
        const expected = delivered.has(eventId) ? 'DELIVERED' : 'NOT_SUBSCRIBED';
        expect(await reasonsOf(customer, eventId)).toEqual([expected]);
      }
    });
  });

  test('pages through the webhooks, and shows none of another workspace', async () => {
    const customer = await createCustomer(app);
    const stranger = await createCustomer(app);
    await stranger.createWebhook(url);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.unshift((await customer.createWebhook(url)).id);
    const [id = ''] = await customer.publish();
    const first = await app.ask(customer.token, ExplainEvent, { id, first: 2 });
    const { nodes, pageInfo } = first.event!.webhooks!;
    const second = await app.ask(customer.token, ExplainEvent, {
      ...{ id, first: 2, after: pageInfo.endCursor },
    });
    const all = [...nodes, ...second.event!.webhooks!.nodes];
    expect(all.map(({ webhookId }) => webhookId)).toEqual(ids);
  });

  test('is null for a token that may publish but not read', async () => {
    const customer = await createCustomer(app);
    await customer.createWebhook(url);
    const token = await app.token(customer.workspaceId, ['events:publish']);
    const input = { events: createDrafts(1) };
    const { publishEvents } = await app.ask(token, PublishAndExplain, { input });
    expect(publishEvents.events).toEqual([{ webhooks: null, deliveries: null }]);
  });

  test('of many events takes as many statements as of one', async () => {
    const customer = await createCustomer(app);
    for (let n = 0; n < 3; n += 1) await customer.createWebhook(url);
    await customer.publish(20);
    const count = async (first: number) => {
      const texts = await statementsOf(app.app.database, () =>
        app.ask(customer.token, ListEventReasons, { first }),
      );
      // Whether the workspace of a token exists is read once a second, whatever the query.
      return texts.filter((text) => !text.includes('from workspaces')).length;
    };
    const forOne = await count(1);
    expect(forOne).toBeGreaterThan(0);
    expect(await count(20)).toBe(forOne);
  });
});

const ListEventReasons = graphql(`
  query ListEventReasons($first: Int) {
    events(first: $first) {
      nodes {
        id
        webhooks(first: 5) {
          nodes {
            reason
            delivery {
              id
            }
            webhook {
              name
            }
          }
        }
        deliveries(first: 5) {
          nodes {
            id
            status
          }
        }
      }
    }
  }
`);

const PublishAndExplain = graphql(`
  mutation PublishAndExplain($input: PublishEventsInput!) {
    publishEvents(input: $input) {
      events {
        webhooks {
          nodes {
            id
          }
        }
        deliveries {
          nodes {
            id
          }
        }
      }
    }
  }
`);
