import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../kit/database-proxy.ts';
import { expectKept } from './kit/expect-kept.ts';
import { startLoad } from './kit/load.ts';
import { setUpFailures } from './kit/failure-fixture.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
const fixture = setUpFailures(
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

/** Calls a PostgreSQL function on each session of the node. */
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

/** More events than can be published before the load is stopped. */
const countMax = 2_000;

const harms = {
  'connections are cut': async () => proxy.cut(),
  'sessions are terminated': () =>
    callOnSessions('pg_terminate_backend(pid)', 'order by random() limit 2'),
  // This hits any statement within a few milliseconds, including BEGIN and ROLLBACK.
  'statements are cancelled': () =>
    callOnSessions('count(pg_cancel_backend(pid))', 'cross join generate_series(1, 200)'),
};

test('cut connections, ended sessions and cancelled statements lose nothing and send nothing unlogged', async () => {
  const { app, customer, receiver } = fixture;
  const load = startLoad(app, customer, countMax);
  for (let round = 1; round <= 2; round += 1) {
    for (const harm of Object.values(harms)) {
      await receiver.waitFor(receiver.requests.length + 5);
      await harm();
    }
  }
  load.stop();
  await expectKept(fixture, load);
});

test('when connections go silent and the answers to a COMMIT, a claim and a record are lost, work continues', async () => {
  const { app, customer, receiver, nodeLog } = fixture;
  const shutCount = nodeLog.shutTimes().length;
  const isCommitSwallowed = proxy.swallowAnswerTo('commit', 'insert events');
  const load = startLoad(app, customer, countMax);
  await isCommitSwallowed;
  await receiver.waitFor(5);
  // Both go by the names of prepared statements. The record is first: after a lost claim, the next one could
  // be of its leases that ran out, which does not shut the gate.
  await proxy.swallowAnswerTo('record attempts');
  // What it leases is known to no node.
  await proxy.swallowAnswerTo('claim deliveries');
  proxy.silence();
  load.stop();
  await expectKept(fixture, load);
  expect(load.refusals.length).toBeGreaterThan(0);
  expect(nodeLog.shutTimes().length).toBeGreaterThan(shutCount);
});
