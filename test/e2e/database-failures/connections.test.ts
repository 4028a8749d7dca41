import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../kit/database-proxy.ts';
import { expectKept } from './expect-kept.ts';
import { startLoad } from './load.ts';
import { setStage } from './set-stage.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
const stage = setStage(
  async () => {
    database = await createTestDatabase();
    proxy = await startDatabaseProxy(database.url);
    return proxy.url;
  },
  async () => {
    await proxy.stop();
    await database.drop();
  },
);

/** Calls a function of PostgreSQL on the node's sessions, the rows of `node`. */
async function callOnSessions(call: string, more: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`with node as (
      select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
    )
    select ${call} from node ${more}`);
  await client.end();
}

/** More events than are published until the load is stopped. */
const countMax = 2_000;

const harms = {
  'connections are cut': async () => proxy.cut(),
  'sessions are terminated': () =>
    callOnSessions('pg_terminate_backend(pid)', 'order by random() limit 2'),
  // It hits whatever the node does within some milliseconds, BEGIN and ROLLBACK too.
  'statements are cancelled': () =>
    callOnSessions('count(pg_cancel_backend(pid))', 'cross join generate_series(1, 200)'),
};

test(`when ${Object.keys(harms).join(', ')} under load, nothing is lost and nothing sent twice without a record`, async () => {
  const { app, customer, receiver } = stage;
  const load = startLoad(app, customer, countMax);
  for (let round = 1; round <= 2; round += 1) {
    for (const harm of Object.values(harms)) {
      await receiver.waitFor(receiver.requests.length + 5);
      await harm();
    }
  }
  load.stop();
  await expectKept(stage, load);
});

test('when connections go silent, and a COMMIT and a record are answered to nobody, all goes on over new ones', async () => {
  const { app, customer, receiver, nodeLog } = stage;
  const shutCount = nodeLog.shutTimes().length;
  const isCommitSwallowed = proxy.swallowAnswerTo('commit', 'insert events');
  const load = startLoad(app, customer, countMax);
  await isCommitSwallowed;
  await receiver.waitFor(5);
  await proxy.swallowAnswerTo('insert into attempts');
  proxy.silence();
  load.stop();
  const log = await expectKept(stage, load);
  expect(load.refusals.length).toBeGreaterThan(0);
  // What was committed without an answer belonged to a lease that nobody knew of; it had to run out.
  const isUnknown = ({ errorCode }: { errorCode: string | null }) =>
    errorCode === 'OUTCOME_UNKNOWN';
  expect(log.some(({ attempts }) => isUnknown(attempts[0]!))).toBe(true);
  expect(nodeLog.shutTimes().length).toBeGreaterThan(shutCount);
});
