import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../src/db/embedded-postgres.ts';

/** A durable PostgreSQL of the run's own, which can be killed and comes back with what it had committed. */
export interface ChaosDatabase {
  /** Changes its port with a restart. */
  url(): string;
  port(): number;
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
  let onEnd = (): void => undefined;
  const start = () => startEmbeddedPostgres({ dataDir, onUnexpectedEnd: () => onEnd() });
  let running: EmbeddedPostgres = await start();
  let isUp = Promise.resolve();
  let isStopped = false;
  let tellUp = (): void => undefined;

  return {
    url: () => running.url,
    port: () => Number(new URL(running.url).port),
    up: () => isUp,
    async kill() {
      isUp = new Promise<void>((resolve) => void (tellUp = resolve));
      const ended = new Promise<void>((resolve) => void (onEnd = resolve));
      const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
      process.kill(Number.parseInt(text, 10), 'SIGKILL');
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
