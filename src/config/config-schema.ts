import { z } from 'zod';
import {
  appUrl,
  boolean,
  databaseUrl,
  hostPattern,
  integer,
  isSafeToFetch,
  list,
  listenUrl,
  network,
  origins,
  secretKey,
  url,
} from './config-fields.ts';
import type { Variable } from './config-errors.ts';
import { connections, roleNames, workerGroups } from './workers.ts';

const daySeconds = 86_400;

/** Checks the text of each variable. Further rules are in `listMissing`. */
export const configSchema = z.object({
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
  DELIVERY_CHAT_HOSTS: list(hostPattern()).default([]),
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
  STOCKAJ_APP_URL: appUrl().optional(),
  RETENTION_DAYS: integer(7, 3_650).default(30),
  ALLOWED_ORIGINS: origins(),
  DASHBOARD: boolean().default(true),
  DASHBOARD_FRAME_ORIGINS: origins(),
  EXPLORER: boolean().optional(),
  LOG_LEVEL: z
    .enum(
      ['silent', 'fatal', 'error', 'warn', 'info', 'debug'],
      'must be silent, fatal, error, warn, info or debug',
    )
    .default('info'),
} satisfies Record<Variable, z.ZodType>);
