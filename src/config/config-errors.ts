import type { z } from 'zod';
import { areConnectionsTooFew, namesRoles } from './workers.ts';

/** The configuration is invalid. The message has one line for each error and repeats no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(errors: readonly string[]) {
    const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    super([`The configuration has ${count}:`, ...errors].join('\n  '));
  }
}

/** A valid value of each variable. */
export const examples = {
  PORT: '4000',
  METRICS_PORT: '9464',
  METRICS_TOKEN: '"$(openssl rand -hex 16)"',
  DATABASE_URL: 'postgres://stockaj:password@127.0.0.1:5432/stockaj',
  DATABASE_LISTEN_URL: 'none',
  DATABASE_PREPARE: 'false',
  DATABASE_CONNECTIONS: '40',
  DATA_DIR: '.data',
  AUTH_JWT_SECRET: '"$(openssl rand -base64 32)"',
  AUTH_JWKS_URL: 'https://auth.example.com/.well-known/jwks.json',
  TOKEN_LIFETIME_MAX: '30',
  SECRET_KEYS: '"key1:$(openssl rand -base64 32)"',
  WORKERS: '"1 api,3 dispatcher"',
  ROLES: 'api,dispatcher',
  DELIVERY_CONCURRENCY: '500',
  DELIVERY_PER_WEBHOOK: '10',
  LEASE_SECONDS: '30',
  DRAIN_SECONDS: '5',
  DELIVERY_ALLOW_NETWORKS: '10.20.0.0/16,fd00::/8',
  DELIVERY_DENY_NETWORKS: '203.0.113.0/24',
  DELIVERY_ALLOW_HOSTS: 'n8n,*.apps.svc.cluster.local',
  DELIVERY_CHAT_HOSTS: 'mattermost.example.com',
  DELIVERY_ALLOW_HTTP: 'false',
  RETRY_SCHEDULE: '0,5,300,1800,7200',
  TEST_EVENTS_PER_MINUTE: '5',
  TEST_EVENTS_PER_HOUR: '30',
  RESENDS_PER_MINUTE: '60',
  RESENDS_PER_HOUR: '600',
  STOCKAJ_APP_URL: 'https://app.example.com',
  RETENTION_DAYS: '30',
  ALLOWED_ORIGINS: 'https://app.example.com',
  DASHBOARD: 'false',
  DASHBOARD_FRAME_ORIGINS: 'https://app.example.com',
  EXPLORER: 'true',
  LOG_LEVEL: 'info',
};

/** The name of a configuration variable. */
export type Variable = keyof typeof examples;

/** Makes a line of a ConfigError. The message must not repeat the value. */
export function toError(name: Variable, message: string): string {
  return `${name}: ${message}; for example ${name}=${examples[name]}`;
}

/** Lists the first error of each variable: further ones mostly follow from it. */
export function listErrors(issues: readonly z.core.$ZodIssue[]): readonly string[] {
  const errors = new Map<string, string>();
  for (const { path, message } of issues) {
    const [name, index] = path;
    const where = typeof index === 'number' ? `entry ${index + 1} ` : '';
    if (!errors.has(String(name)))
      errors.set(String(name), toError(name as Variable, where + message));
  }
  return [...errors.values()];
}

/** Lists variables that others require, exclude or limit. Not part of the schema, since zod checks the whole only when every part is valid. */
export function listMissing(
  texts: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const errors: string[] = [];
  if (texts.AUTH_JWT_SECRET && texts.AUTH_JWKS_URL) {
    errors.push(toError('AUTH_JWKS_URL', 'must not be set as well as AUTH_JWT_SECRET'));
  }
  if (texts.ROLES && namesRoles(texts.WORKERS)) {
    errors.push(toError('ROLES', 'must not be set when WORKERS names roles'));
  }
  if (areConnectionsTooFew(texts.DATABASE_CONNECTIONS, texts.WORKERS)) {
    errors.push(toError('DATABASE_CONNECTIONS', 'must be at least 5 for each worker'));
  }
  if (texts.DATABASE_LISTEN_URL && !texts.DATABASE_URL) {
    errors.push(toError('DATABASE_LISTEN_URL', 'must not be set without DATABASE_URL'));
  }
  if (!texts.DATABASE_URL) return errors;
  if (!texts.AUTH_JWT_SECRET && !texts.AUTH_JWKS_URL) {
    errors.push(
      toError('AUTH_JWT_SECRET', 'is required with DATABASE_URL, unless AUTH_JWKS_URL is set'),
    );
  }
  if (!texts.SECRET_KEYS) errors.push(toError('SECRET_KEYS', 'is required with DATABASE_URL'));
  return errors;
}
