import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Account } from './account.ts';
import { awaitNoPostmaster, inUse } from './postmaster-file.ts';
import { describeFailure, isClusterInUse, isPortTaken } from './server-output.ts';
import type { Remover } from './remover.ts';
import { requiredSettings } from './settings.ts';
import { startSupervised, type SupervisedProcess } from './supervisor.ts';

/** Milliseconds without a line of output. A long crash recovery writes one every 10 s. */
const silenceMax = 60_000;
/** Tries: another program can take the free port that we found before PostgreSQL does. */
const triesMax = 4;
/** For persistent clusters, so that their URL stays the same. Below the ports of outgoing connections. */
export const preferredPort = 25_432;

/** Everything a server needs. */
export interface Launch {
  postgres: string;
  account: Account | undefined;
  /** Real path of the cluster. */
  cluster: string;
  /** The port to try first; 0 for any. */
  port: number;
  settings: Record<string, string>;
  remover: Remover;
  log: (line: string) => void;
}

/** A server that accepts connections. */
export interface RunningServer {
  port: number;
  server: SupervisedProcess;
}

/**
 * Starts the server, on another port when the requested one is taken, and waits until it accepts connections.
 *
 * @throws Error when the cluster is in use or the server does not start; no process is left then
 */
export async function launchServer(launch: Launch): Promise<RunningServer> {
  const stalePid = await awaitNoPostmaster(launch.cluster);
  for (let tries = 1; ; tries += 1) {
    const port = tries === 1 && launch.port !== 0 ? launch.port : await findFreePort();
    const output: string[] = [];
    const server = startPostgres(launch, port, stalePid, output);
    const status = await untilReadyOrEnded(server);
    if (status === 'ready') return { port, server };
    if (isPortTaken(output) && tries < triesMax) continue;
    if (isClusterInUse(output)) throw inUse(launch.cluster, 'it was started at the same time');
    throw describeFailure('postgres', status, output);
  }
}

function startPostgres(
  launch: Launch,
  port: number,
  stalePid: number | undefined,
  output: string[],
): SupervisedProcess {
  const settings = Object.entries({ ...launch.settings, ...requiredSettings(port) });
  const server = startSupervised({
    command: launch.postgres,
    args: [
      '-D',
      launch.cluster,
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    account: launch.account,
    hold: launch.remover.hold,
    // PostgreSQL ignores a pid in its lock file that is said to be its grandparent's.
    ...(stalePid && { env: { PG_GRANDPARENT_PID: String(stalePid) } }),
  });
  server.onLine((line) => {
    launch.log(line);
    output.push(line);
    if (output.length > 50) output.shift(); // a server runs for months, and only the end is useful
  });
  return server;
}

async function untilReadyOrEnded(server: SupervisedProcess): Promise<'ready' | number> {
  const timer = setTimeout(server.stop, silenceMax);
  const ready = new Promise<'ready'>((resolve) => {
    server.onLine((line) => {
      timer.refresh();
      if (line.includes('ready to accept connections')) resolve('ready');
    });
  });
  try {
    return await Promise.race([ready, server.ended]);
  } finally {
    clearTimeout(timer);
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
