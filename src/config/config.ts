import { resolve } from 'node:path';
import { z } from 'zod';
import {
  boolean,
  databaseUrl,
  hostPattern,
  integer,
  isOrigin,
  isSafeToFetch,
  list,
  listenUrl,
  network,
  secretKey,
  url,
} from './config-fields.ts';
import {
  ConfigError,
  examples,
  listErrors,
  listMissing,
  toError,
  type Variable,
} from './config-errors.ts';
import {
  connections,
  listWorkers,
  roleNames,
  shareConnections,
  workerGroups,
  type Role,
} from './workers.ts';
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
  /** Days for which deliveries and their attempts are kept; events are kept seven days longer. */
  retentionDays: number;
  /** Browser origins that may call the API, besides pages served by the service itself. */
  allowedOrigins: readonly string[];
  logLevel: LogLevel;
}

const daySeconds = 86_400;

const schema = z.object({
  PORT: integer(0, 65_535).default(4000),
  METRICS_PORT: integer(0, 65_535).optional(),
  METRICS_TOKEN: z
    .string()
    // RFC 6750, section 2.1: the characters of a bearer token.
    .regex(
      /^[\w\-.~+/]{16,}=*$/,
      'must have at least 16 characters, only letters, digits and -._~+/',
    )
    .optional(),
  DATABASE_URL: databaseUrl({}).optional(),
  DATABASE_LISTEN_URL: listenUrl({}).optional(),
  DATABASE_PREPARE: boolean().default(true),
  DATABASE_CONNECTIONS: connections().optional(),
  DATA_DIR: z.string().default('.data'),
  AUTH_JWT_SECRET: z
    .string()
    // RFC 7518, section 3.2: a key of HS256 is at least as long as the hash.
    .refine((text) => Buffer.byteLength(text) >= 32, 'must have at least 32 bytes')
    .optional(),
  AUTH_JWKS_URL: url(['https:', 'http:'], 'must be an https:// URL')
    .refine(
      isSafeToFetch,
      'must be https:// (http:// to this machine only) without a user or password',
    )
    .optional(),
  TOKEN_LIFETIME_MAX: integer(1, 3_650).default(30),
  SECRET_KEYS: list(secretKey())
    .refine(
      (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
      'must not use an id twice',
    )
    .default([]),
  WORKERS: workerGroups().default([{ count: 1, roles: null }]),
  ROLES: list(z.enum(roleNames, 'must be api or dispatcher')).default([...roleNames]),
  DELIVERY_CONCURRENCY: integer(2, 10_000).default(500),
  DELIVERY_PER_WEBHOOK: integer(1, 10_000).default(10),
  LEASE_SECONDS: integer(3, 3_600).default(30), // below 3 s, a third of a lease is too short for a renewal
  DRAIN_SECONDS: integer(0, 300).default(5),
  DELIVERY_ALLOW_NETWORKS: list(network()).default([]),
  DELIVERY_DENY_NETWORKS: list(network()).default([]),
  DELIVERY_ALLOW_HOSTS: list(hostPattern()).default([]),
  DELIVERY_ALLOW_HTTP: boolean().default(false),
  // At most a week for an entry: the shortest time that a delivery is kept.
  RETRY_SCHEDULE: list(integer(0, 7 * daySeconds))
    .refine(([first]) => first === 0, 'must start with 0, since the first attempt is made at once')
    .refine((waits) => waits.length <= 100, 'must have at most 100 attempts')
    .default([0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, daySeconds]),
  TEST_EVENTS_PER_MINUTE: integer(1, 10_000).default(5),
  TEST_EVENTS_PER_HOUR: integer(1, 100_000).default(30),
  RESENDS_PER_MINUTE: integer(1, 10_000).default(60),
  RESENDS_PER_HOUR: integer(1, 100_000).default(600),
  RETENTION_DAYS: integer(7, 3_650).default(30),
  ALLOWED_ORIGINS: list(
    z.string().refine(isOrigin, 'must be an origin: scheme, host and port, without a path or *'),
  ).default([]),
  LOG_LEVEL: z
    .enum(
      ['silent', 'fatal', 'error', 'warn', 'info', 'debug'],
      'must be silent, fatal, error, warn, info or debug',
    )
    .default('info'),
} satisfies Record<Variable, z.ZodType>);

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
  const ofEnvironment = schema.extend({
    DATABASE_URL: databaseUrl(env).optional(),
    DATABASE_LISTEN_URL: listenUrl(env).optional(),
  });
  const result = ofEnvironment.safeParse(texts);
  const errors = [...listErrors(result.error?.issues ?? []), ...listMissing(texts)];
  if (!result.success || errors.length > 0) throw new ConfigError(errors);
  return toConfig(result.data);
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
  const result = schema.shape.SECRET_KEYS.safeParse(text);
  return result.success ? result.data : null;
}

function toConfig(values: z.output<typeof schema>): Config {
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
    deliveryAllowHttp: values.DELIVERY_ALLOW_HTTP,
    retryScheduleSeconds: values.RETRY_SCHEDULE,
    testEventsPerMinute: values.TEST_EVENTS_PER_MINUTE,
    testEventsPerHour: values.TEST_EVENTS_PER_HOUR,
    resendsPerMinute: values.RESENDS_PER_MINUTE,
    resendsPerHour: values.RESENDS_PER_HOUR,
    retentionDays: values.RETENTION_DAYS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    logLevel: values.LOG_LEVEL,
  };
}

function toTokenKey(secret: string | undefined, jwksUrl: string | undefined): TokenKey | null {
  if (secret !== undefined) return { secret };
  return jwksUrl === undefined ? null : { jwksUrl };
}
