import { Client } from 'pg';
import { expect, test } from '@jest/globals';
import { createDrafts } from '../kit/customer.ts';
import { openLive } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { LEASE_SECONDS: '3' } });

/** Ends every other session of the database, like a restart of PostgreSQL. */
async function cutConnections(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
  return rowCount ?? 0;
}

test('when all connections to PostgreSQL are cut under load, accepted events are sent and work continues', async () => {
  const { app, customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  const live = await openLive(app, customer.token);
  const accepted: string[] = [];
  let cutCount = 0;
  /** As a caller does: concurrent calls may share a connection that has just been cut. */
  const publishUntilAccepted = async (): Promise<void> => {
    const em = app.app.database.em.fork();
    const events = await app.app
      .publishEvents(em, customer.workspaceId, createDrafts(5))
      .catch(() => null);
    if (!events) return publishUntilAccepted();
    accepted.push(...events.map(({ id }) => id));
  };
  for (let round = 0; round < 5; round += 1) {
    const wanted = receiver.requests.length + 1;
    const publishing = Array.from({ length: 4 }, publishUntilAccepted);
    const [cut] = await Promise.all([
      receiver.waitFor(wanted).then(() => cutConnections(app.databaseUrl)),
      ...publishing,
    ]);
    cutCount += cut;
  }
  expect(cutCount).toBeGreaterThan(0);
  // The pool may hand out a dying connection once.
  const isAnswering = () =>
    customer.log().then(
      () => true,
      () => false,
    );
  await waitUntil('the API answers again', isAnswering);
  const log = await customer.waitForLog(accepted.length);
  expect(log.length).toBeGreaterThanOrEqual(accepted.length);
  expect(log.every(({ status }) => status === 'SUCCEEDED')).toBe(true);
  // Every repeated request follows a logged attempt.
  const attemptCount = log.reduce((sum, { attempts }) => sum + attempts.length, 0);
  expect(receiver.requests.length).toBeLessThanOrEqual(attemptCount);
  await live.waitFor('all are told as sent', () =>
    log.every(({ id }) => live.statusesOf(id).at(-1) === 'SUCCEEDED'),
  );
  await live.stop();
});
