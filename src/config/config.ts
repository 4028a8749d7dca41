import { resolve } from 'node:path';
import type { z } from 'zod';
import { databaseUrl, listenUrl } from './config-fields.ts';
import { ConfigError, examples, listErrors, listMissing, toError } from './config-errors.ts';
import { configSchema } from './config-schema.ts';
import { listWorkers, shareConnections, type Role } from './workers.ts';
import type { LogLevel, SecretKey } from '../kernel/index.ts';

/** The key that tokens are checked with: a secret shared with their issuer, or the issuer's public keys. */
export type TokenKey = { secret: string } | { jwksUrl: string };

export { ConfigError };

/** The whole configuration, every value checked. */
export interface Config {
  /** 0 takes any free port. */
  port: number;
  /** The port that serves the metrics without a token; 0 takes any free one. Null for none. */
  metricsPort: number | null;
  /** The token for reading the metrics at `port`. Null: they are not served there. */
  metricsToken: string | null;
  /** Null: the embedded PostgreSQL, with its data in `dataDirectory`. */
  databaseUrl: string | null;
  /** Leads to a session for LISTEN, or `none`; then `databaseUrl` leads to a pooler. Null: `databaseUrl` leads to a session. */
  databaseListenUrl: string | null;
  /** Whether statements may be prepared under a name. */
  databasePrepare: boolean;
  /** The most connections of each worker to PostgreSQL, besides the one that listens. */
  databaseConnections: number;
  /** An absolute path. */
  dataDirectory: string;
  /** Null only without a database URL: then `loadKeys` makes one and stores it. */
  tokenKey: TokenKey | null;
  /** The first encrypts, all decrypt. Empty only without a database URL: then `loadKeys` makes one and stores it. */
  secretKeys: readonly SecretKey[];
  /** The longest lifetime that a token may have, in days. */
  tokenLifetimeDaysMax: number;
  /** The roles of this node. */
  roles: ReadonlySet<Role>;
  /** The roles of each worker. A single one is this process itself. */
  workers: readonly ReadonlySet<Role>[];
  /** The most requests in flight in this process; one workspace gets at most half of them, rounded up, and its tests beside them. */
  deliveryConcurrency: number;
  /** The most requests in flight for one webhook in this process. */
  deliveryPerWebhook: number;
  leaseSeconds: number;
  /** Time for which a stopping node still serves calls, so that proxies can switch to other nodes. */
  drainSeconds: number;
  /** CIDR ranges that webhooks may reach although they are not public. */
  deliveryAllowNetworks: readonly string[];
  /** CIDR ranges that webhooks may not reach although they are public. */
  deliveryDenyNetworks: readonly string[];
  /** Host names, and `*.` with a suffix, that URLs may have although they are not public. */
  deliveryAllowHosts: readonly string[];
  /** Host names, and `*.` with a suffix, of chat servers that webhooks of every chat format may lead to. */
  deliveryChatHosts: readonly string[];
  deliveryAllowHttp: boolean;
  /** The wait before each attempt, without jitter. The length is the number of attempts; the first entry is 0. */
  retryScheduleSeconds: readonly number[];
  /** The most test events a minute for one webhook. */
  testEventsPerMinute: number;
  /** The most test events an hour for one workspace. */
  testEventsPerHour: number;
  /** The most resends a minute for one webhook. */
  resendsPerMinute: number;
  /** The most resends an hour for one workspace. */
  resendsPerHour: number;
  /** The address of Stockaj's own app, for links in chat messages; without a slash at the end. Null: no links. */
  appUrl: string | null;
  /** Days for which deliveries and their attempts are kept; events are kept seven days longer. */
  retentionDays: number;
  /** Browser origins that may call the API, besides pages served by the service itself. */
  allowedOrigins: readonly string[];
  /** The page at `/dashboard`, with the origins of the pages that may show it in a frame. Null: it is not served. */
  dashboard: { frameOrigins: readonly string[] } | null;
  /** Whether `/graphql` answers browsers with the explorer. */
  explorer: boolean;
  logLevel: LogLevel;
}

/** The names of all configuration variables. */
export const configVariables: readonly string[] = Object.keys(examples);

/**
 * Reads the configuration from the environment. An empty variable counts as not set.
 *
 * @throws ConfigError with all errors at once
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const texts = Object.fromEntries<string | undefined>(
    configVariables.map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const ofEnvironment = configSchema.extend({
    DATABASE_URL: databaseUrl(env).optional(),
    DATABASE_LISTEN_URL: listenUrl(env).optional(),
  });
  const result = ofEnvironment.safeParse(texts);
  const errors = [...listErrors(result.error?.issues ?? []), ...listMissing(texts)];
  if (!result.success || errors.length > 0) throw new ConfigError(errors);
  return toConfig(result.data, env.NODE_ENV === 'production');
}

/**
 * Reads DATABASE_URL alone, for commands that need no key. An embedded database is migrated at each start.
 *
 * @throws ConfigError when it is invalid or not set
 */
export function loadDatabaseUrl(env: NodeJS.ProcessEnv = process.env): string {
  const { data, error } = databaseUrl(env)
    .optional()
    .safeParse(env.DATABASE_URL || undefined);
  if (data !== undefined) return data;
  const [issue] = error?.issues ?? [];
  throw new ConfigError([toError('DATABASE_URL', issue?.message ?? 'is required')]);
}

/** Parses keys in the form of SECRET_KEYS; null when one of them is malformed. */
export function parseSecretKeys(text: string): readonly SecretKey[] | null {
  const result = configSchema.shape.SECRET_KEYS.safeParse(text);
  return result.success ? result.data : null;
}

function toConfig(values: z.output<typeof configSchema>, isProduction: boolean): Config {
  const workers = listWorkers(values.WORKERS, values.ROLES);
  const [roles = new Set()] = workers;
  return {
    port: values.PORT,
    metricsPort: values.METRICS_PORT ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseListenUrl: values.DATABASE_LISTEN_URL ?? null,
    databasePrepare: values.DATABASE_PREPARE,
    databaseConnections: shareConnections(values.DATABASE_CONNECTIONS, values.WORKERS) ?? 0,
    dataDirectory: resolve(values.DATA_DIR),
    tokenKey: toTokenKey(values.AUTH_JWT_SECRET, values.AUTH_JWKS_URL),
    tokenLifetimeDaysMax: values.TOKEN_LIFETIME_MAX,
    secretKeys: values.SECRET_KEYS,
    roles,
    workers,
    deliveryConcurrency: values.DELIVERY_CONCURRENCY,
    deliveryPerWebhook: values.DELIVERY_PER_WEBHOOK,
    leaseSeconds: values.LEASE_SECONDS,
    drainSeconds: values.DRAIN_SECONDS,
    deliveryAllowNetworks: values.DELIVERY_ALLOW_NETWORKS,
    deliveryDenyNetworks: values.DELIVERY_DENY_NETWORKS,
    deliveryAllowHosts: values.DELIVERY_ALLOW_HOSTS,
    deliveryChatHosts: values.DELIVERY_CHAT_HOSTS,
    deliveryAllowHttp: values.DELIVERY_ALLOW_HTTP,
    retryScheduleSeconds: values.RETRY_SCHEDULE,
    testEventsPerMinute: values.TEST_EVENTS_PER_MINUTE,
    testEventsPerHour: values.TEST_EVENTS_PER_HOUR,
    resendsPerMinute: values.RESENDS_PER_MINUTE,
    resendsPerHour: values.RESENDS_PER_HOUR,
    appUrl: values.STOCKAJ_APP_URL ?? null,
    retentionDays: values.RETENTION_DAYS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    dashboard: values.DASHBOARD ? { frameOrigins: values.DASHBOARD_FRAME_ORIGINS } : null,
    explorer: values.EXPLORER ?? !isProduction,
    logLevel: values.LOG_LEVEL,
  };
}

function toTokenKey(secret: string | undefined, jwksUrl: string | undefined): TokenKey | null {
  if (secret !== undefined) return { secret };
  return jwksUrl === undefined ? null : { jwksUrl };
}
