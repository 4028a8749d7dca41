import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/db/embedded-postgres.ts';

/** A durable PostgreSQL of the run's own, which can be killed and comes back with what it had committed. */
export interface ChaosDatabase {
  /** Changes its port with a restart. */
  url(): string;
  /** Of the postmaster that runs; null while there is none, for then it may be anybody's. */
  port(): number | null;
  /** Resolves when it has not been killed, or is back. */
  up(): Promise<void>;
  /** SIGKILL; resolves when no process of it is left. */
  kill(): Promise<void>;
  /** After `kill`; resolves when it accepts connections. */
  restart(): Promise<void>;
  /** One statement on a connection of its own, past all proxies. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Starts it in an empty folder. */
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

/** The file outlives a postmaster that was killed. */
function readPort(pidFile: string): number | null {
  try {
    const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
    process.kill(Number(pid), 0);
    return Number(port) || null;
  } catch {
    return null;
  }
}
