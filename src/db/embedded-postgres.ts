import { resolve } from 'node:path';
import { chooseAccount, type Account } from './embedded/account.ts';
import { prepareBinaries, type Binaries } from './embedded/binaries.ts';
import {
  chooseHome,
  linkCluster,
  makeDataFolder,
  requireWritable,
} from './embedded/choose-home.ts';
import { createCluster, roleName } from './embedded/create-cluster.ts';
import { accountOfCluster, findCluster, readPassword } from './embedded/find-cluster.ts';
import { launchServer, preferredPort, type RunningServer } from './embedded/launch-server.ts';
import { startRemover, type Remover } from './embedded/remover.ts';
import { chooseSettings } from './embedded/settings.ts';
import { stopServer } from './embedded/stop-server.ts';

/** A PostgreSQL server that belongs to this process and always ends with it. */
export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:port/postgres` with the password of the owner of the cluster. */
  url: string;
  /** Ends the sessions and the server. Resolves when all its processes are gone. Idempotent. */
  stop(): Promise<void>;
}

/** Place and mode of the server. */
export interface EmbeddedPostgresOptions {
  /** The folder of the cluster, which is `postgres` in it. Made when it does not exist. */
  dataDir: string;
  /**
   * True: nothing is kept. The data folder must be empty and is removed at the end, and the server does not
   * wait for the disk. False: commits survive a power cut.
   */
  ephemeral?: boolean;
  /** Settings of PostgreSQL (name to value) that replace ours. */
  settings?: Record<string, string>;
  /** Receives every line of the server's log, and notes on an unusual start. */
  log?: (line: string) => void;
  /** Called when the server ends without a call of `stop`. */
  onUnexpectedEnd?: () => void;
}

/**
 * Starts PostgreSQL on the loopback address, with a random password. The first start in a data folder makes
 * the cluster (about a second). As root, it runs the server as another user. It installs no signal handler
 * and delays no exit: when this process dies, even by SIGKILL, the server stops.
 *
 * @throws Error that says what to do: no PostgreSQL for this machine; the data folder cannot be written to, is
 * in use or was made by another version; or the server does not start
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { ephemeral = false, log = () => undefined } = options;
  const dataDir = resolve(options.dataDir);
  const remover = startRemover();
  try {
    await makeDataFolder(dataDir, ephemeral, remover);
    return await startOn({ ...options, dataDir, ephemeral, log, remover });
  } catch (error) {
    await remover.end();
    throw error;
  }
}

interface Start extends Required<Omit<EmbeddedPostgresOptions, 'settings' | 'onUnexpectedEnd'>> {
  settings?: Record<string, string>;
  onUnexpectedEnd?: () => void;
  remover: Remover;
}

async function startOn(start: Start): Promise<EmbeddedPostgres> {
  const { dataDir, remover, log, ephemeral } = start;
  const existing = await findCluster(dataDir);
  const account = existing ? await accountOfCluster(existing) : await chooseAccount();
  await requireWritable(existing ?? dataDir);
  const binaries = await prepareBinaries(account, remover);
  const cluster = existing ?? (await makeCluster(start, account, binaries));
  const password = await readPassword(dataDir, cluster, account, binaries.major);
  const running = await launchServer({
    postgres: binaries.postgres,
    account,
    cluster,
    port: ephemeral ? 0 : preferredPort,
    settings: chooseSettings(ephemeral, start.settings ?? {}),
    remover,
    log,
  });
  return own(running, { ...start, cluster, password });
}

async function makeCluster(
  start: Start,
  account: Account | undefined,
  binaries: Binaries,
): Promise<string> {
  const { dataDir, ephemeral, remover, log } = start;
  const home = await chooseHome(dataDir, account, ephemeral, remover);
  await createCluster({ binaries, account, home, durable: !ephemeral, remover });
  if (home !== dataDir) {
    log(`uid ${account?.uid} cannot reach ${dataDir}: the cluster is in ${home}`);
    await linkCluster(dataDir, home);
  }
  const cluster = await findCluster(dataDir);
  if (!cluster) throw new Error(`The new cluster in ${dataDir} has disappeared.`);
  return cluster;
}

interface Belongings extends Pick<Start, 'remover' | 'log' | 'onUnexpectedEnd'> {
  cluster: string;
  password: string;
}

function own({ server, port }: RunningServer, belongings: Belongings): EmbeddedPostgres {
  const { cluster, password, remover, log } = belongings;
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopServer(server, cluster);
    await remover.end();
  };
  server.unref();
  void server.ended.then((status) => {
    if (stopping) return;
    log(`PostgreSQL ended by itself (status ${status})`);
    belongings.onUnexpectedEnd?.();
  });
  return {
    url: `postgres://${roleName}:${password}@127.0.0.1:${port}/postgres`,
    stop: () => (stopping ??= stop()),
  };
}
