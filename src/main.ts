import { ConfigError, loadConfig, type Config } from './config/config.ts';
import { loadKeys } from './config/keys.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './db/embedded-postgres.ts';
import { createLogger, type Logger } from './kernel/index.ts';
import { listenForStop } from './process/stop-signals.ts';
import { workerArgument } from './process/workers/launch-worker.ts';
import { runWorker } from './worker.ts';
import { startWorkers } from './workers.ts';

/** The process: configuration, database, one node or several workers, signals. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const embedded = config.databaseUrl === null ? await startPostgres(config) : undefined;
  const service = await start(config, config.databaseUrl ?? embedded?.url ?? '', logger);
  // Before the log says "ready": a reader of that line may send a signal at once.
  listenForStop({ signals: ['SIGINT', 'SIGTERM'] }).addEventListener('abort', () => {
    stop(service, embedded).catch((error: unknown) => exitWith('Cannot stop in order', error));
  });
  const workerCount = config.workers.length;
  const nodes = workerCount > 1 ? { workers: workerCount } : { roles: [...config.roles] };
  logger.info({ url: service.url, ...nodes }, 'ready');
}

/** One node in this process, or several in others. */
interface Service {
  url: string;
  stop(): Promise<void>;
}

async function start(config: Config, databaseUrl: string, logger: Logger): Promise<Service> {
  const keys = await loadKeys(config); // made here, once, before any worker reads them
  if (config.workers.length > 1) return startWorkers({ config, databaseUrl, logger });
  // A first process of several does without all that a node loads.
  const { startApp } = await import('./app.ts');
  return startApp({ config, keys, databaseUrl, logger });
}

function startPostgres({ dataDirectory }: Config): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDir: dataDirectory,
    onUnexpectedEnd: () => exitWith('Stopped', new Error('the embedded PostgreSQL has ended.')),
  });
}

async function stop(service: Service, embedded: EmbeddedPostgres | undefined): Promise<void> {
  await service.stop();
  await embedded?.stop();
  process.exit(0);
}

/** Prints one sentence, without a stack: an operator can fix most of these errors. */
function exitWith(title: string, error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof ConfigError ? `${message}\n` : `${title}: ${message}\n`);
  process.exit(1);
}

if (process.argv[2] === workerArgument && !process.connected) {
  exitWith('Cannot start', new Error('only the service itself starts workers; set WORKERS.'));
} else if (process.argv[2] === workerArgument) {
  runWorker().catch((error: unknown) => exitWith('Cannot stop in order', error));
} else {
  main().catch((error: unknown) => exitWith('Cannot start', error));
}
