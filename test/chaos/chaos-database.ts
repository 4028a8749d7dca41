import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/db/embedded-postgres.ts';

/** The run's own durable PostgreSQL; after a kill it restarts with all committed data. */
export interface ChaosDatabase {
  /** The port may change at a restart. */
  url(): string;
  /** Port of the running postmaster; null while it is down, since another process may then use the port. */
  port(): number | null;
  /** Resolves when it is running. */
  up(): Promise<void>;
  /** Sends SIGKILL; resolves when all its processes have exited. */
  kill(): Promise<void>;
  /** Starts it after `kill`; resolves when it accepts connections. */
  restart(): Promise<void>;
  /** Runs one statement on its own direct connection. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Starts the server in an empty folder. */
export async function startChaosDatabase(dataDir: string): Promise<ChaosDatabase> {
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  let onEnd = (): void => undefined;
  const start = () => startEmbeddedPostgres({ dataDir, onUnexpectedEnd: () => onEnd() });
  let running: EmbeddedPostgres = await start();
  let isUp = Promise.resolve();
  let isStopped = false;
  let tellUp = (): void => undefined;

  return {
    url: () => running.url,
    port: () => readPort(pidFile),
    up: () => isUp,
    async kill() {
      isUp = new Promise<void>((resolve) => void (tellUp = resolve));
      const ended = new Promise<void>((resolve) => void (onEnd = resolve));
      process.kill(Number.parseInt(await readFile(pidFile, 'utf8'), 10), 'SIGKILL');
      await ended;
      await running.stop();
    },
    async restart() {
      if (isStopped) return;
      running = await start();
      tellUp();
    },
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const client = new Client({ connectionString: running.url });
      client.on('error', () => undefined); // the query in flight rejects by itself
      await client.connect();
      try {
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      isStopped = true;
      await running.stop();
    },
  };
}

/** Reads postmaster.pid, which remains after a kill. */
function readPort(pidFile: string): number | null {
  try {
    const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
    process.kill(Number(pid), 0);
    return Number(port) || null;
  } catch {
    return null;
  }
}
