import { startApp, type App } from './app.ts';
import { ConfigError, loadConfig } from './config/config.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './db/embedded-postgres.ts';
import { createLogger } from './kernel/index.ts';
import { loadKeys } from './config/keys.ts';
import { createPressReader } from './process/stop-signals.ts';

/** The process: configuration, database, application, signals. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({
          dataDir: config.dataDirectory,
          onUnexpectedEnd: () => fail('Stopped', new Error('the embedded PostgreSQL has ended.')),
        })
      : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  const app = await startApp({ config, keys: await loadKeys(config), databaseUrl, logger });
  stopOnSignals(app, embedded); // before it says that it is ready: who reads that may send a signal at once
  logger.info({ url: app.url, roles: [...config.roles] }, 'ready');
}

/** The first signal stops in order, a second one at once. */
function stopOnSignals(app: App, embedded: EmbeddedPostgres | undefined): void {
  const readPress = createPressReader();
  const stop = async (): Promise<void> => {
    await app.stop();
    await embedded?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const press = readPress(signal, performance.now());
      if (press === 'again') process.exit(1);
      if (press === 'first') stop().catch((error: unknown) => fail('Cannot stop in order', error));
    });
  }
}

/** What an operator can mend is said in a sentence, without a stack. */
function fail(what: string, error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof ConfigError ? `${message}\n` : `${what}: ${message}\n`);
  process.exit(1);
}

main().catch((error: unknown) => fail('Cannot start', error));
