import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { pruneChanges } from '../../src/deliveries/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { openLive, type LiveClient, type LiveMessage } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();
let other: TestApp;

beforeAll(async () => {
  other = await fixture.startNode({ ROLES: 'api' });
});

/** The states that messages told, each as the id and what changes with every attempt. */
function statesOf(messages: readonly LiveMessage[]): string[] {
  return messages.flatMap(({ delivery }) =>
    delivery ? `${delivery.id} ${delivery.status} ${delivery.attemptCount}` : [],
  );
}

/** Delivers events, and returns the ids of their deliveries. */
async function deliver(count: number): Promise<string[]> {
  const before = (await fixture.customer.log()).length;
  await fixture.customer.publish(count);
  const log = await fixture.customer.waitForLog(before + count);
  return log.slice(0, count).map(({ id }) => id);
}

/** Resolves when the stream has told the end of these deliveries. */
async function waitForEnd(live: LiveClient, ids: readonly string[]): Promise<void> {
  await live.waitFor('all are told as sent', () =>
    ids.every((id) => live.statusesOf(id).includes('SUCCEEDED')),
  );
}

function expectNothingTwice(messages: readonly LiveMessage[]): void {
  const states = statesOf(messages);
  expect(states.length).toBe(new Set(states).size);
}

/** Writes change rows of all deliveries of a workspace, a row for each. */
async function repeatChanges(workspaceId: string): Promise<void> {
  await sql`
    insert into delivery_changes (workspace_id, delivery_ids)
    select workspace_id, array[id] from deliveries where workspace_id = ${workspaceId}
  `.execute(fixture.app.app.database.em.fork().getKysely());
}

/**
 * Waits until the transactions that began before the last change row have ended. A cursor that is taken while one of
 * them is open may get a gap later, since that transaction can still add older changes.
 */
async function waitForOlderTransactions(): Promise<void> {
  const db = fixture.app.app.database.em.fork().getKysely();
  await waitUntil('the transactions before the changes have ended', async () => {
    const { rows } = await sql`
      select from delivery_changes where xid >= pg_snapshot_xmin(pg_current_snapshot())
    `.execute(db);
    return rows.length === 0;
  });
}

describe('a client that continues from its last cursor', () => {
  test('gets what it missed, from any node, and then every change', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const first = await openLive(app, customer.token);
    await waitForEnd(first, await deliver(3));
    await first.stop();
    const after = first.messages.at(-1)!.cursor;
    const missed = await deliver(5);
    const second = await openLive(other, customer.token, { after });
    await waitForEnd(second, missed);
    await waitForEnd(second, await deliver(2));
    expect(second.messages.some(({ gap }) => gap)).toBe(false);
    expect(second.messages[0]).toMatchObject({ cursor: after, delivery: null });
    expectNothingTwice([...first.messages, ...second.messages]);
    await second.stop();
  });

  test('gets the rest of a read of which it had got a part, and nothing of it twice', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const ids = (await deliver(20)).sort();
    const live = await openLive(app, customer.token);
    await repeatChanges(customer.workspaceId);
    await live.waitFor('all are told', (messages) => messages.length === 21);
    const later = await deliver(4);
    await waitForEnd(live, later);
    await live.stop();
    for (const place of [1, 7, 19, 20]) {
      const { cursor, delivery } = live.messages[place]!;
      const told = live.messages.slice(1, place + 1).map((message) => message.delivery!.id);
      const next = await openLive(other, customer.token, { after: cursor });
      await waitForEnd(next, later);
      await next.waitFor('the rest is told', (messages) => messages.length === 25 - place);
      const rest = next.messages.slice(1).map((message) => message.delivery!.id);
      expect(new Set([...told, ...rest])).toEqual(new Set([...ids, ...later]));
      expect(told.at(-1)).toBe(delivery!.id);
      expect(told.length + rest.length).toBe(24);
      await next.stop();
    }
  });

  test('continues after being cut while it continued', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token);
    const ids = await deliver(30);
    let after = live.messages[0]!.cursor;
    await live.stop();
    const told: string[] = [];
    // Each client reads three updates, and is cut before it has read the others.
    while (told.length < ids.length) {
      const next = await openLive(other, customer.token, { after });
      const expected = Math.min(3, ids.length - told.length);
      await next.waitFor('some are told', (messages) => messages.length > expected);
      const some = next.messages.slice(1, 1 + expected);
      told.push(...some.map(({ delivery }) => delivery!.id));
      after = some.at(-1)!.cursor;
      await next.stop();
    }
    expect(told.sort()).toEqual(ids.sort());
  });

  test('gets only what it follows', async () => {
    const { app, customer, receiver } = fixture;
    const mine = await customer.createWebhook(receiver.url);
    await customer.createWebhook(receiver.url);
    const variables = { webhookId: mine.id };
    const first = await openLive(app, customer.token, variables);
    await first.stop();
    await deliver(6);
    const after = first.messages[0]!.cursor;
    const second = await openLive(app, customer.token, { ...variables, after });
    await second.waitFor('mine are told', (messages) => messages.length > 3);
    await waitForEnd(second, (await deliver(2)).slice(0, 0));
    const webhooks = second.messages.flatMap(({ delivery }) => delivery?.webhook?.id ?? []);
    expect(new Set(webhooks)).toEqual(new Set([mine.id]));
    await second.stop();
  });

  test('misses nothing of a transaction that was open at the time of the cursor', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const [early] = await deliver(1);
    const live = await openLive(app, customer.token);
    const em = app.app.database.em.fork();
    const cursor = await em.transactional(async (open) => {
      await sql`
        insert into delivery_changes (workspace_id, delivery_ids)
        select workspace_id, array[id] from deliveries where workspace_id = ${customer.workspaceId}
      `.execute(open.getKysely());
      await waitForEnd(live, await deliver(1));
      return live.messages.at(-1)!.cursor;
    });
    await live.stop();
    const next = await openLive(other, customer.token, { after: cursor });
    await next.waitFor('it is told', () => next.statusesOf(early!).length > 0);
    await next.stop();
  });
});

describe('a client gets a gap and a fresh cursor', () => {
  async function expectGap(after: string, token = fixture.customer.token): Promise<LiveMessage> {
    const live = await openLive(other, token, { after });
    expect(live.messages[0]).toMatchObject({ gap: true, delivery: null });
    const { cursor } = live.messages[0]!;
    expect(cursor).not.toBe(after);
    await live.stop();
    // The fresh cursor can be used.
    const next = await openLive(other, token, { after: cursor });
    expect(next.messages[0]).toMatchObject({ gap: false });
    await next.stop();
    return live.messages[0]!;
  }

  async function readCursor(): Promise<string> {
    const live = await openLive(fixture.app, fixture.customer.token);
    await live.stop();
    return live.messages[0]!.cursor;
  }

  const change = (cursor: string, edit: (parts: string[]) => string[]) =>
    Buffer.from(edit(Buffer.from(cursor, 'base64url').toString().split('/')).join('/')).toString(
      'base64url',
    );

  test('when a change after its cursor is deleted, but not while those are kept', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const db = app.app.database.em.fork();
    const before = await readCursor();
    const ids = await deliver(1);
    await sql`update delivery_changes set created_at = now() - interval '25 hours'`.execute(
      db.getKysely(),
    );
    await waitForOlderTransactions();
    const after = await readCursor();
    await pruneChanges(db);
    await deliver(1);
    await expectGap(before);
    const live = await openLive(other, customer.token, { after });
    await live.waitFor('the later one is told', (messages) => messages.length > 1);
    expect(live.messages.some(({ gap }) => gap)).toBe(false);
    expect(live.statusesOf(ids[0]!)).toEqual([]);
    await live.stop();
  });

  test('when it is from another database, or from the future', async () => {
    const cursor = await readCursor();
    await expectGap(
      change(cursor, ([name, , snapshot]) => [name!, crypto.randomUUID(), snapshot!]),
    );
    await expectGap(change(cursor, ([name, epoch]) => [name!, epoch!, '900000000:900000000:']));
    await expectGap(
      change(cursor, ([name, epoch]) => [name!, epoch!, '5:18446744073709551615:6,7']),
    );
  });

  test('when more has changed than is sent one by one', async () => {
    const { app, customer, receiver } = fixture;
    const webhooks = 11;
    for (let n = 0; n < webhooks; n += 1) await customer.createWebhook(receiver.url);
    const cursor = await readCursor();
    await customer.publish(100);
    await waitUntil('all are delivered', () => receiver.requests.length === 100 * webhooks);
    await expectGap(cursor);
    const live = await openLive(app, customer.token, { after: await readCursor() });
    expect(live.messages[0]?.gap).toBe(false);
    await live.stop();
  });
});

test('an old cursor, after which too much has changed, does not harm a newer one', async () => {
  const { app, customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  const live = await openLive(app, customer.token);
  const [id] = await deliver(1);
  await waitForEnd(live, [id!]);
  await live.stop();
  const db = app.app.database.em.fork().getKysely();
  const uuid = decodeId(IdPrefix.delivery, id!);
  // More rows than are read for a workspace.
  await sql`
    insert into delivery_changes (workspace_id, delivery_ids)
    select ${customer.workspaceId}, array[${uuid}::uuid] from generate_series(1, 5001)
  `.execute(db);
  await waitForOlderTransactions();
  const newer = await openLive(app, customer.token);
  await newer.stop();
  const later = await deliver(1);
  const [first, second] = await Promise.all(
    [live, newer].map(async ({ messages }) =>
      openLive(other, customer.token, { after: messages[0]!.cursor }),
    ),
  );
  expect(first!.messages[0]).toMatchObject({ gap: true });
  await waitForEnd(second!, later);
  expect(second!.messages.some(({ gap }) => gap)).toBe(false);
  expect(second!.statusesOf(id!)).toEqual([]);
  await Promise.all([first!.stop(), second!.stop()]);
});

const notACursor = {
  message: "`after` is not a cursor of this workspace's live stream.",
  extensions: { code: 'BAD_USER_INPUT' },
};

describe('a cursor', () => {
  test('of another workspace is refused as BAD_USER_INPUT, at any place of a read', async () => {
    const { app, customer, receiver } = fixture;
    const stranger = await createCustomer(app);
    await stranger.createWebhook(receiver.url);
    const theirs = await openLive(app, stranger.token);
    await stranger.publish(3);
    await stranger.waitForLog(3);
    await theirs.waitFor('theirs are told', (messages) => messages.length > 3);
    for (const { cursor: after } of theirs.messages) {
      const live = await openLive(other, customer.token, { after });
      expect(live.messages).toEqual([]);
      expect(live.error()).toMatchObject([notACursor]);
      await live.stop();
    }
    await theirs.stop();
  });

  const id = '0192f3f0-0000-7000-8000-000000000000';
  type Write = (workspaceName: string) => string;
  /** A cursor of the workspace, with any content. */
  const write =
    (text: string): Write =>
    (workspaceName) =>
      Buffer.from(`${workspaceName}/${text}`).toString('base64url');
  const malformed: [string, Write][] = [
    ['an empty text', () => ''],
    ['a word', () => 'garbage'],
    ['10,000 characters', () => 'a'.repeat(10_000)],
    ['10,000 transactions in a wrong order', write(`${id}/1:99999:${'7,6,'.repeat(10_000)}8`)],
    ['an epoch only', write(id)],
    ['a snapshot that ends before it begins', write(`${id}/9:5:`)],
    ['a snapshot with a transaction out of its range', write(`${id}/5:9:9`)],
    ['a snapshot of 0', write(`${id}/0:0:`)],
    ['a transaction of more than 64 bits', write(`${id}/5:18446744073709551616:`)],
    ['a position with a part missing', write(`${id}/5:9:/5:12:`)],
    ['a position with a part too many', write(`${id}/5:9:/5:12:/${id}/x/y`)],
    ['a cursor with characters that are skipped', (name) => `!${write(`${id}/5:9:`)(name)}`],
    ['NUL', () => '\0'],
    ['SQL', () => "' or true --"],
  ];
  test.each(malformed)('that is %s is refused as BAD_USER_INPUT', async (_, writeCursor) => {
    const { app, customer } = fixture;
    const first = await openLive(app, customer.token);
    await first.stop();
    const [name] = Buffer.from(first.messages[0]!.cursor, 'base64url').toString().split('/');
    const live = await openLive(app, customer.token, { after: writeCursor(name!) });
    expect(live.error()).toMatchObject([notACursor]);
    expect(live.messages).toEqual([]);
    await live.stop();
  });
});
