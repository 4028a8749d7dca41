import { readFileSync } from 'node:fs';
import { createEventValidator, EventTypeResolver } from './catalogue/index.ts';
import type { Config } from './config.ts';
import { createWakeUps, migrate, openDatabase } from './db/index.ts';
import type { Database, WakeUps } from './db/index.ts';
import {
  AttemptEntity,
  countWaiting,
  createHandOff,
  DeliveryEntity,
  deliveryFinder,
  DeliveryResolver,
  WebhookDeliveriesResolver,
} from './deliveries/index.ts';
import type { HandOff } from './deliveries/index.ts';
import { createDispatcher, createResolver, createSender } from './dispatcher/index.ts';
import type { Dispatcher, Resolve } from './dispatcher/index.ts';
import {
  createPublishEvents,
  createTestLimits,
  DeliveryEventResolver,
  EventEntity,
  eventFinder,
  EventResolver,
  PublishResolver,
  ResendResolver,
} from './events/index.ts';
import type { PublishEvents } from './events/index.ts';
import { buildGraphqlSchema, createGraphqlServer, NodeResolver } from './graphql/index.ts';
import type { GraphqlServerOptions } from './graphql/index.ts';
import { createHousekeeping } from './housekeeping.ts';
import {
  ItemEntity,
  itemFinder,
  ItemResolver,
  RentEntity,
  RenterEntity,
  renterFinder,
  RenterResolver,
  rentFinder,
  RentLineItemResolver,
  RentRenterResolver,
  RentResolver,
} from './inventory/index.ts';
import { createSecretBox, systemClock, within } from './kernel/index.ts';
import type { Clock, Logger, SecretBox } from './kernel/index.ts';
import type { Keys } from './keys.ts';
import { createLiveFeed, createLiveResolverClass } from './live/index.ts';
import type { LiveFeed } from './live/index.ts';
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
import type { NetworkPolicy } from './webhooks/index.ts';
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

const entities = [
  ...[WorkspaceEntity, WebhookEntity, EventEntity, DeliveryEntity, AttemptEntity],
  ...[ItemEntity, RenterEntity, RentEntity],
];

/** Enough for the API, the claim and one record at a time; PostgreSQL permits 100 by default. */
const connectionsMax = 20;

/** The dispatcher has 10 s for what is in flight. */
const stopWithinMs = 11_000;
const closeWithinMs = 1_000;

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** Migrates the database and starts a node on it. The only place where the parts are put together. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, keys, databaseUrl, logger, clock = systemClock } = options;
  await migrate(databaseUrl);
  const database = await openDatabase({
    url: databaseUrl,
    entities,
    connectionsMax,
    onWarning: (message) => logger.debug(message),
  });
  const wakeUps = createWakeUps({ url: databaseUrl, logger });
  const { leaseSeconds } = config;
  const handOff = createHandOff({ clock, leaseSeconds, wakeUps, logger });
  const parts: Parts = {
    ...options,
    clock,
    database,
    wakeUps,
    handOff,
    policy: createNetworkPolicy({
      allowNetworks: config.deliveryAllowNetworks,
      denyNetworks: config.deliveryDenyNetworks,
      allowHttp: config.deliveryAllowHttp,
    }),
    secretBox: createSecretBox(keys.secretKeys),
    publishEvents: createPublishEvents({ validator: createEventValidator(), handOff, clock }),
    liveFeed: createLiveFeed({ database, wakeUps, logger }),
  };
  const dispatcher = assembleDispatcher(parts);
  const server = createGraphqlServer({
    schema: config.roles.has('api') ? await assembleSchema(parts) : null,
    database,
    authenticator: createAuthenticator(keys.tokenKey),
    findViewer,
    allowedOrigins: config.allowedOrigins,
    logger,
    isReady: () => checkReadiness(database),
  });
  const housekeeping = createHousekeeping(database, logger);

  async function stopParts(): Promise<void> {
    await Promise.allSettled([server.stop(), housekeeping.stop(), dispatcher.stop()]);
    await parts.liveFeed.stop();
    await wakeUps.stop();
  }
  /** Bounded as a whole: a database that has gone silent must not hold the end up. */
  async function stop(): Promise<void> {
    await within(stopWithinMs, stopParts());
    await within(closeWithinMs, database.close(true));
  }
  let stopping: Promise<void> | undefined;
  const stopOnce = () => (stopping ??= stop());

  if (config.roles.has('dispatcher')) dispatcher.start();
  if (config.roles.has('api')) parts.liveFeed.start();
  wakeUps.start(); // after all listeners are known
  housekeeping.start();
  try {
    const { url, port } = await server.listen(config.port);
    return { url, port, database, publishEvents: parts.publishEvents, stop: stopOnce };
  } catch (error) {
    await stopOnce();
    throw error;
  }
}

/** What several assemblies need. */
interface Parts extends AppOptions {
  clock: Clock;
  database: Database;
  wakeUps: WakeUps;
  handOff: HandOff;
  policy: NetworkPolicy;
  secretBox: SecretBox;
  publishEvents: PublishEvents;
  liveFeed: LiveFeed;
}

function assembleDispatcher(parts: Parts): Dispatcher {
  const { config, policy, ca, resolve = createResolver({ policy }) } = parts;
  return createDispatcher({
    ...parts,
    sender: createSender({ policy, resolve, ...(ca !== undefined && { ca }) }),
    random: Math.random,
    concurrency: config.deliveryConcurrency,
    concurrencyPerWebhook: config.deliveryPerWebhook,
    leaseSeconds: config.leaseSeconds,
    schedule: config.retryScheduleSeconds,
    version,
  });
}

async function assembleSchema(parts: Parts): Promise<GraphqlServerOptions['schema']> {
  const { config, database, publishEvents } = parts;
  const { testEventsPerMinute: perMinute, testEventsPerHour: perHour } = config;
  const testLimits = await createTestLimits({ database, perMinute, perHour });
  const webhookDependencies = { ...parts, countWaiting };
  const resolvers = [
    new (createLiveResolverClass(parts.liveFeed))(),
    new DeliveryEventResolver(),
    new DeliveryResolver(),
    new EventResolver(),
    new EventTypeResolver(),
    new ItemResolver(parts),
    new NodeResolver([
      ...[webhookFinder, deliveryFinder, eventFinder],
      ...[itemFinder, renterFinder, rentFinder],
    ]),
    new PublishResolver({ publishEvents, testLimits }),
    new RenterResolver(parts),
    new RentLineItemResolver(),
    new RentRenterResolver(),
    new RentResolver(parts),
    new ResendResolver(parts.handOff),
    new WebhookDeliveriesResolver(),
    new WebhookQueryResolver(),
    new WebhookSettingsResolver(webhookDependencies),
    new WebhookStateResolver(webhookDependencies),
    new WorkspaceResolver(onPlanChanged),
    new WorkspaceWebhooksResolver(),
  ];
  return buildGraphqlSchema({ resolvers });
}
