/** The configuration is wrong. The message has one line a fault and repeats no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super([`The configuration has ${count}:`, ...faults].join('\n  '));
  }
}

/** A good value of each variable. */
export const examples = {
  PORT: '4000',
  DATABASE_URL: 'postgres://stockaj:password@127.0.0.1:5432/stockaj',
  DATABASE_LISTEN_URL: 'none',
  DATABASE_PREPARE: 'false',
  DATA_DIR: '.data',
  AUTH_JWT_SECRET: '"$(openssl rand -base64 32)"',
  AUTH_JWKS_URL: 'https://auth.example.com/.well-known/jwks.json',
  TOKEN_LIFETIME_MAX: '30',
  SECRET_KEYS: '"key1:$(openssl rand -base64 32)"',
  ROLES: 'api,dispatcher',
  DELIVERY_CONCURRENCY: '500',
  DELIVERY_PER_WEBHOOK: '10',
  LEASE_SECONDS: '30',
  DRAIN_SECONDS: '5',
  DELIVERY_ALLOW_NETWORKS: '10.20.0.0/16,fd00::/8',
  DELIVERY_DENY_NETWORKS: '203.0.113.0/24',
  DELIVERY_ALLOW_HOSTS: 'n8n,*.apps.svc.cluster.local',
  DELIVERY_ALLOW_HTTP: 'false',
  RETRY_SCHEDULE: '0,5,300,1800,7200',
  TEST_EVENTS_PER_MINUTE: '5',
  TEST_EVENTS_PER_HOUR: '30',
  RESENDS_PER_MINUTE: '60',
  RESENDS_PER_HOUR: '600',
  ALLOWED_ORIGINS: 'https://app.example.com',
  LOG_LEVEL: 'info',
};

/** The name of a variable of the configuration. */
export type Variable = keyof typeof examples;

/** A line of a ConfigError. The message repeats no value. */
export function toFault(name: Variable, message: string): string {
  return `${name}: ${message}; for example ${name}=${examples[name]}`;
}
