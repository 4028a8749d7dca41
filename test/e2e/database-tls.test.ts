import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { completeDatabaseUrl, migrate, openDatabase, sql } from '../../src/db/index.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { startTestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { createEmptyDatabase } from '../kit/database.ts';
import { openLive } from '../kit/live-client.ts';
import { startReceiver } from '../kit/receiver.ts';

const tls = join(import.meta.dirname, '../kit/tls');
const authority = join(tls, 'ca.pem');
const password = randomUUID();

let folder: string;
let server: EmbeddedPostgres;
/** URL of the database `node`, without parameters, as a role that is not a superuser. */
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockaj-tls-'));
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  server = await startEmbeddedPostgres({ dataDir, ephemeral: true });
  await demandTls(join(dataDir, 'postgres'));
  url = Object.assign(new URL(server.url), { username: 'node', password, pathname: '/node' }).href;
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Makes the server refuse every connection without TLS. */
async function demandTls(cluster: string): Promise<void> {
  const { uid, gid } = await stat(cluster);
  for (const [name, from] of [
    ['server.crt', 'leaf.pem'],
    ['server.key', 'leaf-key.pem'],
  ] as const) {
    const file = join(cluster, name);
    await copyFile(join(tls, from), file);
    await chmod(file, 0o600);
    await chown(file, uid, gid);
  }
  const rules = join(cluster, 'pg_hba.conf');
  await writeFile(rules, (await readFile(rules, 'utf8')).replace(/^host\b/gm, 'hostssl'));
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create role node login password '${password}'`);
  await client.query('create database node owner node');
  await client.query('alter system set ssl = on');
  await client.query('select pg_reload_conf()');
  await client.end();
}

describe('with a database that requires TLS', () => {
  test('every session of a node is encrypted, and everything works', async () => {
    const database = { url: `${url}?sslmode=verify-full` };
    const app = await startTestApp({ database, env: { PGSSLROOTCERT: authority } });
    const receiver = await startReceiver();
    const customer = await createCustomer(app);
    const live = await openLive(app, customer.token);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    await live.waitFor('the success is shown', () =>
      live.statusesOf(delivery!.id).includes('SUCCEEDED'),
    );
    const { rows } = await sql`
      select application_name as name, ssl, count(*)::int > 0 as some
      from pg_stat_activity join pg_stat_ssl using (pid)
      where usename = 'node' group by 1, 2
    `.execute(app.app.database.em.fork().getKysely());
    expect(rows).toEqual([{ name: 'stockaj-webhooks', ssl: true, some: true }]);
    await live.stop();
    await app.stop();
    await receiver.stop();
  });

  test.each([
    ['asks for none', '', 'no encryption'],
    [
      'knows another authority',
      `sslmode=verify-full&sslrootcert=${tls}/self-signed-leaf.pem`,
      'certificate',
    ],
  ])('a start that %s reports why there is no connection', async (_title, parameters, reason) => {
    await expect(migrate(`${url}?${parameters}`)).rejects.toThrow(
      new RegExp(`^No connection to PostgreSQL: .*${reason}`),
    );
  });
});

test('a database behind a Unix socket works, with options for its sessions', async () => {
  const home = await createEmptyDatabase();
  const { port, username, password: secret, pathname } = new URL(home.url);
  const relay = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await once(relay.listen(join(folder, '.s.PGSQL.5999')), 'listening');
  const env = { PGHOST: folder, PGPORT: '5999', PGOPTIONS: '-c work_mem=5MB', PGAPPNAME: 'a name' };
  const database = await openDatabase({
    url: completeDatabaseUrl(`postgres://${username}:${secret}@${pathname}`, env),
    entities: [],
    connectionsMax: 1,
    onWarning: () => undefined,
  });
  const { rows } = await sql`
    select current_setting('work_mem') as memory, current_setting('application_name') as name
  `.execute(database.em.fork().getKysely());
  expect(rows).toEqual([{ memory: '5MB', name: 'a name' }]);
  await database.close();
  relay.close();
  await home.drop();
});
