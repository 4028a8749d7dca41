import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from '../app.ts';
import { loadConfig } from '../config/config.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../db/embedded-postgres.ts';
import { UnwritableFolderError, type Logger } from '../kernel/index.ts';
import type { Keys } from '../config/keys.ts';
import type { CleanUp } from './clean-up.ts';

/** The complete product on its own database, with fresh random keys. */
export interface Service {
  app: App;
  /** The secret that signs its tokens. */
  tokenSecret: string;
}

export interface ServiceOptions {
  /** 0: any free port. */
  port: number;
  logger: Logger;
  cleanUp: CleanUp;
  /** If aborted, the start ends after the current step. */
  signal: AbortSignal;
}

/** The server creates its own folder, so it removes the folder even if this process is killed. */
async function startPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = join(tmpdir(), `stockaj-demo-${randomUUID()}`);
  return startEmbeddedPostgres({ dataDir, ephemeral: true }).catch((error: unknown) => {
    if (!(error instanceof UnwritableFolderError)) throw error;
    throw new UnwritableFolderError(tmpdir(), 'TMPDIR', error.cause);
  });
}

/**
 * Starts PostgreSQL in a temporary folder, removed at the end, and the service on it. The service may
 * send to receivers on this machine, also over plain http.
 *
 * @throws Error that says what to do, for example when the port is taken.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { port, logger, cleanUp, signal } = options;
  const postgres = await startPostgres();
  cleanUp.add(() => postgres.stop());
  signal.throwIfAborted();
  const config = loadConfig({
    PORT: String(port),
    DRAIN_SECONDS: '0',
    DELIVERY_ALLOW_NETWORKS: '127.0.0.0/8,::1/128',
    DELIVERY_ALLOW_HTTP: 'true',
    DELIVERY_CHAT_HOSTS: 'localhost', // stands in for the hosts of Slack and Discord
    RETRY_SCHEDULE: '0,3,12,30', // within a minute, to be seen
  });
  const tokenSecret = randomBytes(32).toString('base64url');
  const keys: Keys = {
    tokenKey: { secret: tokenSecret },
    secretKeys: [{ id: 'demo', key: randomBytes(32) }],
  };
  const app = await startApp({ config, keys, databaseUrl: postgres.url, logger });
  cleanUp.add(() => app.stop());
  signal.throwIfAborted();
  return { app, tokenSecret };
}
