import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Client } from 'pg';
import { sql } from '../../../src/db/index.ts';
import { decodeId, encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type { TestApp } from '../../kit/app.ts';
import { createCustomer } from '../../kit/customer.ts';
import { holdAnswers, type HeldAnswers } from '../../kit/hold-answers.ts';
import { openRecovery } from '../../kit/live-client.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { insertFailed } from './kit/insert-failed.ts';
import { cancel, readRecovery, recover, recoverAll } from './kit/recovery-client.ts';

const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0' } });
/** Works on no recovery. */
let other: TestApp;
let held: HeldAnswers;

beforeAll(async () => {
  other = await fixture.startNode({ ROLES: 'api' });
});
beforeEach(async () => {
  held = holdAnswers();
  await deleteRecoveries();
});
afterEach(() => void jest.restoreAllMocks());

async function deleteRecoveries(): Promise<void> {
  await sql`delete from recoveries`.execute(fixture.app.app.database.em.fork().getKysely());
}

/** Starts a recovery that stays RUNNING: the receiver answers nothing, so only the first deliveries are made. */
async function startHeld() {
  const { app, customer, receiver } = fixture;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  receiver.answer(held.answer);
  await insertFailed(app, { workspaceId: customer.workspaceId, webhookId, count: 600 });
  return recover(app, customer.token, { webhookIds: [webhookId] });
}

/** Listens for the statements of all nodes of this process. */
async function watchStatements() {
  const pool: object = await other.app.database.em.fork().getConnection().getNativeClient();
  const spy = jest.spyOn((pool as { Client: typeof Client }).Client.prototype, 'query');
  const list = (part: string) =>
    spy.mock.calls.filter(([text]: unknown[]) => typeof text === 'string' && text.includes(part));
  return {
    /** The recoveries of each read of the feeds. */
    listReads: () =>
      list('from recoveries where id = any').map(([, values]: unknown[]) =>
        String((values as string[][]).flat().toSorted()),
      ),
    countTurns: () => list('for update of p skip locked').length,
  };
}

describe('recoveryUpdated', () => {
  test('tells the present state, then the progress that another node makes, and completes at the end', async () => {
    const { app, customer, receiver } = fixture;
    const sinceMs = performance.now();
    const { id } = await startHeld();
    const live = await openRecovery(other, customer.token, id);
    expect(live.messages[0]).toMatchObject({ id, status: 'RUNNING', endedAt: null });
    const countOf = (messages: typeof live.messages) => messages.at(-1)!.recoveredCount;
    await live.waitFor('it has begun', (messages) => countOf(messages) > 0);
    expect(live.isComplete()).toBe(false);
    receiver.answer(200);
    held.release(200);
    await live.waitFor('it is completed', live.isComplete);
    const seconds = (performance.now() - sinceMs) / 1_000;
    expect(live.error()).toBeNull();
    expect(live.messages.at(-1)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 600 });
    expect(live.messages.at(-1)).toEqual(await readRecovery(app, customer.token, id));
    const counts = live.messages.map(({ recoveredCount }) => recoveredCount);
    expect(counts).toEqual(counts.toSorted((one, next) => one - next));
    // A slow machine has longer, and may tell more. One more is the first message.
    expect(live.messages.length - 1).toBeLessThanOrEqual(seconds + 1);
    await live.stop();
  });

  test('of a recovery that has ended tells its state and completes', async () => {
    const { app, customer } = fixture;
    const recovery = await recoverAll(app, customer.token);
    const live = await openRecovery(other, customer.token, recovery.id);
    await live.waitFor('it is completed', live.isComplete);
    expect(live.messages).toEqual([recovery]);
    await live.stop();
  });

  test('completes on every node after a cancellation on any, and when the recovery is deleted', async () => {
    const { app, customer } = fixture;
    const [cancelled, deleted] = [await startHeld(), await startHeld()];
    const open = (id: string) => [app, other].map((node) => openRecovery(node, customer.token, id));
    const lives = await Promise.all([cancelled, deleted].flatMap(({ id }) => open(id)));
    await cancel(other, customer.token, cancelled.id);
    await waitUntil('the first is over', () => lives.slice(0, 2).every((one) => one.isComplete()));
    expect(lives.map(({ messages }) => messages.at(-1)?.status)).toEqual([
      ...['CANCELLED', 'CANCELLED', 'RUNNING', 'RUNNING'],
    ]);
    expect(lives.map((one) => one.isComplete())).toEqual([true, true, false, false]);
    await deleteRecoveries();
    await waitUntil('both are over', () => lives.every((one) => one.isComplete()));
    await Promise.all(lives.map((one) => one.stop()));
  });

  test('refuses an unknown, foreign or malformed id, and a token that may not read', async () => {
    const { app, customer } = fixture;
    const { id } = await recoverAll(app, customer.token);
    const stranger = await createCustomer(app);
    const unknown = encodeId(IdPrefix.recovery, '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa');
    const refusals = await Promise.all([
      openRecovery(app, stranger.token, id),
      ...[unknown, id.slice(1), '', 'rcv_\u0000'].map((vain) =>
        openRecovery(app, customer.token, vain),
      ),
    ]);
    for (const refused of refusals) {
      const message = 'There is no such recovery in this workspace.';
      const code = 'NOT_FOUND';
      expect(refused.error()).toMatchObject([{ message, extensions: { code } }]);
      expect(refused.messages).toEqual([]);
    }
    const writer = await app.token(customer.workspaceId, ['webhooks:write']);
    const refused = await openRecovery(app, writer, id);
    expect(refused.error()).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await Promise.all([...refusals, refused].map((one) => one.stop()));
  });

  test('reads all followed recoveries with one statement, those that somebody follows', async () => {
    const { app, customer } = fixture;
    const ids = [(await startHeld()).id, (await startHeld()).id];
    // From old to new, like the ids themselves.
    const [first = '', second = ''] = ids.map((id) => decodeId(IdPrefix.recovery, id) ?? '');
    const lives = await Promise.all(
      [...ids, ...ids].map((id) => openRecovery(other, customer.token, id)),
    );
    const { listReads, countTurns } = await watchStatements();
    const isReadAs = (...read: string[]) => listReads().at(-1) === String(read);
    await waitUntil('both are read', () => isReadAs(first, second));
    await Promise.all([lives[1]!.stop(), lives[3]!.stop()]);
    await waitUntil('one is left', () => isReadAs(first));
    for (const id of ids) await cancel(app, customer.token, id);
    await waitUntil('it has ended', () => lives[0]!.isComplete() && lives[2]!.isComplete());
    const [readCount, turnCount] = [listReads().length, countTurns()];
    // Without a running recovery, nodes look for one once a second.
    await waitUntil('seconds have passed', () => countTurns() >= turnCount + 3);
    expect(listReads()).toHaveLength(readCount);
    await Promise.all(lives.map((one) => one.stop()));
  });
});
