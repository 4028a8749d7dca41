import { readFileSync } from 'node:fs';
import { createEventValidator, EventTypeResolver } from './catalogue/index.ts';
import type { Config } from './config.ts';
import { createWakeUps, migrate, openDatabase } from './db/index.ts';
import type { Database } from './db/index.ts';
import {
  AttemptEntity,
  countWaiting,
  createHandOff,
  DeliveryEntity,
  deliveryFinder,
  DeliveryResolver,
  WebhookDeliveriesResolver,
} from './deliveries/index.ts';
import { createDispatcher, createResolver, createSender } from './dispatcher/index.ts';
import type { Resolve } from './dispatcher/index.ts';
import {
  createPublishEvents,
  createTestLimits,
  DeliveryEventResolver,
  EventEntity,
  eventFinder,
  EventResolver,
  PublishResolver,
} from './events/index.ts';
import type { PublishEvents } from './events/index.ts';
import { buildGraphqlSchema, createGraphqlServer, NodeResolver } from './graphql/index.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createSecretBox, systemClock } from './kernel/index.ts';
import type { Clock, Logger } from './kernel/index.ts';
import type { Keys } from './keys.ts';
import { createLiveFeed, createLiveResolverClass } from './live/index.ts';
import { checkReadiness } from './readiness.ts';
import {
  createNetworkPolicy,
  onPlanChanged,
  WebhookEntity,
  webhookFinder,
  WebhookQueryResolver,
  WebhookSettingsResolver,
  WebhookStateResolver,
  WorkspaceWebhooksResolver,
} from './webhooks/index.ts';
import {
  createAuthenticator,
  findViewer,
  WorkspaceEntity,
  WorkspaceResolver,
} from './workspaces/index.ts';

/** What an application is made from. */
export interface AppOptions {
  config: Config;
  keys: Keys;
  databaseUrl: string;
  logger: Logger;
  clock?: Clock;
  /** How names become addresses; DNS when left out. */
  resolve?: Resolve;
  /** Certificate authorities that receivers may have besides the public ones, PEM. */
  ca?: string;
}

/** One node: the API, the dispatcher or both, as its roles say. */
export interface App {
  /** Of the API: `http://localhost:4000/graphql`. */
  readonly url: string;
  readonly port: number;
  readonly database: Database;
  /** Publishes in the caller's own transaction on `database`. */
  readonly publishEvents: PublishEvents;
  /** Takes nothing new, finishes or releases what is held (10 s at most), and closes everything. Idempotent. */
  stop(): Promise<void>;
}

/** Enough for the API, the claim and one record at a time; PostgreSQL permits 100 by default. */
const connectionsMax = 20;

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** Migrates the database and starts a node on it. The only place where the parts are put together. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, keys, databaseUrl, logger, clock = systemClock } = options;
  await migrate(databaseUrl);
  const database = await openDatabase({
    url: databaseUrl,
    entities: [WorkspaceEntity, WebhookEntity, EventEntity, DeliveryEntity, AttemptEntity],
    connectionsMax,
    onWarning: (message) => logger.debug(message),
  });
  const wakeUps = createWakeUps({ url: databaseUrl, logger });
  const secretBox = createSecretBox(keys.secretKeys);
  const policy = createNetworkPolicy({
    allowNetworks: config.deliveryAllowNetworks,
    denyNetworks: config.deliveryDenyNetworks,
    allowHttp: config.deliveryAllowHttp,
  });
  const { leaseSeconds } = config;
  const handOff = createHandOff({ clock, leaseSeconds, wakeUps, logger });
  const publishEvents = createPublishEvents({ validator: createEventValidator(), handOff, clock });
  const sender = createSender({
    policy,
    resolve: options.resolve ?? createResolver({ policy }),
    ...(options.ca !== undefined && { ca: options.ca }),
  });
  const dispatcher = createDispatcher({
    database,
    handOff,
    wakeUps,
    sender,
    secretBox,
    clock,
    logger,
    random: Math.random,
    concurrency: config.deliveryConcurrency,
    concurrencyPerWebhook: config.deliveryPerWebhook,
    leaseSeconds,
    schedule: config.retryScheduleSeconds,
    version,
  });
  const liveFeed = createLiveFeed({ database, wakeUps, logger });
  const LiveResolver = createLiveResolverClass(liveFeed);
  const webhookDependencies = { secretBox, policy, clock, wakeUps, countWaiting };
  const testLimits = await createTestLimits({
    database,
    perMinute: config.testEventsPerMinute,
    perHour: config.testEventsPerHour,
  });
  const schema = await buildGraphqlSchema({
    resolvers: [
      new DeliveryEventResolver(),
      new DeliveryResolver(),
      new EventResolver(),
      new EventTypeResolver(),
      new LiveResolver(),
      new NodeResolver([webhookFinder, deliveryFinder, eventFinder]),
      new PublishResolver({ publishEvents, testLimits }),
      new WebhookDeliveriesResolver(),
      new WebhookQueryResolver(),
      new WebhookSettingsResolver(webhookDependencies),
      new WebhookStateResolver(webhookDependencies),
      new WorkspaceResolver(onPlanChanged),
      new WorkspaceWebhooksResolver(),
    ],
  });
  const server = createGraphqlServer({
    schema,
    database,
    authenticator: createAuthenticator(keys.tokenKey),
    findViewer,
    allowedOrigins: config.allowedOrigins,
    logger,
    isReady: () => checkReadiness(database),
  });
  const housekeeping = createHousekeeping(database, logger);

  if (config.roles.has('dispatcher')) dispatcher.start();
  liveFeed.start();
  wakeUps.start(); // after all listeners are known
  housekeeping.start();
  const { url, port } = await server.listen(config.port);

  async function stop(): Promise<void> {
    await Promise.all([server.stop(), housekeeping.stop(), dispatcher.stop()]);
    // Not waited for: a request that outlived the stop of the dispatcher ends by its own timeout.
    void sender.close();
    await liveFeed.stop();
    await wakeUps.stop();
    await database.close(true);
  }
  let stopping: Promise<void> | undefined;
  return { url, port, database, publishEvents, stop: () => (stopping ??= stop()) };
}
