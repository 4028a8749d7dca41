import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from '../app.ts';
import { loadConfig } from '../config/config.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../db/embedded-postgres.ts';
import { UnwritableFolderError, type Logger } from '../kernel/index.ts';
import type { Keys } from '../config/keys.ts';
import type { CleanUp } from './clean-up.ts';

/** The product as it is, on a database of its own, with keys that nobody else has. */
export interface Service {
  app: App;
  /** What its tokens are signed with. */
  tokenSecret: string;
}

export interface ServiceOptions {
  /** 0 takes any free one. */
  port: number;
  logger: Logger;
  cleanUp: CleanUp;
  /** Between two steps of the start an aborted signal ends it. */
  signal: AbortSignal;
}

/** The server makes its folder, so that it goes whenever this process dies. */
async function startPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = join(tmpdir(), `stockaj-demo-${randomUUID()}`);
  return startEmbeddedPostgres({ dataDir, ephemeral: true }).catch((error: unknown) => {
    if (!(error instanceof UnwritableFolderError)) throw error;
    throw new UnwritableFolderError(tmpdir(), 'TMPDIR', error.cause);
  });
}

/**
 * Starts PostgreSQL in a temporary folder, which goes with it, and the service on it. Receivers on this
 * machine may be reached, by plain http as well.
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
