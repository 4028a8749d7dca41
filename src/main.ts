import { startApp, type App } from './app.ts';
import { ConfigError, loadConfig, type Config } from './config/config.ts';
import { loadKeys } from './config/keys.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './db/embedded-postgres.ts';
import { createLogger } from './kernel/index.ts';
import { listenForStop } from './process/stop-signals.ts';

/** The process: configuration, database, application, signals. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const embedded = config.databaseUrl === null ? await startPostgres(config) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  const app = await startApp({ config, keys: await loadKeys(config), databaseUrl, logger });
  // Before the log says "ready": a reader of that line may send a signal at once.
  listenForStop({ signals: ['SIGINT', 'SIGTERM'] }).addEventListener('abort', () => {
    stop(app, embedded).catch((error: unknown) => exitWith('Cannot stop in order', error));
  });
  logger.info({ url: app.url, roles: [...config.roles] }, 'ready');
}

function startPostgres({ dataDirectory }: Config): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDir: dataDirectory,
    onUnexpectedEnd: () => exitWith('Stopped', new Error('the embedded PostgreSQL has ended.')),
  });
}

async function stop(app: App, embedded: EmbeddedPostgres | undefined): Promise<void> {
  await app.stop();
  await embedded?.stop();
  process.exit(0);
}

/** Prints one sentence, without a stack: an operator can fix most of these errors. */
function exitWith(title: string, error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof ConfigError ? `${message}\n` : `${title}: ${message}\n`);
  process.exit(1);
}

main().catch((error: unknown) => exitWith('Cannot start', error));
