import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  ConfigError,
  configVariables,
  loadConfig,
  loadDatabaseUrl,
} from '../../src/config/config.ts';

const base64Of32Bytes = Buffer.alloc(32, 7).toString('base64');
const databaseUrl = 'postgres://stockaj:hunter2@127.0.0.1:5432/stockaj';

/** The lines of the message, without the first; none when there is no error. */
function listErrors(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

describe('the configuration', () => {
  test('of an empty environment has the documented defaults', () => {
    expect(loadConfig({})).toEqual({
      port: 4000,
      metricsPort: null,
      metricsToken: null,
      databaseUrl: null,
      databaseListenUrl: null,
      databasePrepare: true,
      databaseConnections: 20,
      dataDirectory: resolve('.data'),
      tokenKey: null,
      secretKeys: [],
      roles: new Set(['api', 'dispatcher']),
      workers: [new Set(['api', 'dispatcher'])],
      deliveryConcurrency: 500,
      deliveryPerWebhook: 10,
      leaseSeconds: 30,
      drainSeconds: 5,
      deliveryAllowNetworks: [],
      deliveryDenyNetworks: [],
      deliveryAllowHosts: [],
      deliveryChatHosts: [],
      deliveryAllowHttp: false,
      retryScheduleSeconds: [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400],
      tokenLifetimeDaysMax: 30,
      testEventsPerMinute: 5,
      testEventsPerHour: 30,
      resendsPerMinute: 60,
      resendsPerHour: 600,
      appUrl: null,
      retentionDays: 30,
      allowedOrigins: [],
      dashboard: { frameOrigins: [] },
      explorer: true,
      logLevel: 'info',
    });
  });

  test('reads every variable from the environment', () => {
    const config = loadConfig({
      PORT: '0',
      METRICS_PORT: '0',
      METRICS_TOKEN: 'abcdefgh-._~+/09==',
      DATABASE_URL: databaseUrl,
      DATABASE_LISTEN_URL: 'none',
      DATABASE_PREPARE: 'false',
      DATABASE_CONNECTIONS: '11',
      DATA_DIR: '/var/lib/stockaj',
      AUTH_JWKS_URL: 'https://auth.example.com/jwks.json',
      SECRET_KEYS: `new:${base64Of32Bytes}, old:${base64Of32Bytes}`,
      WORKERS: '2',
      ROLES: 'dispatcher',
      DELIVERY_CONCURRENCY: '7',
      DELIVERY_PER_WEBHOOK: '3',
      LEASE_SECONDS: '3',
      DRAIN_SECONDS: '0',
      DELIVERY_ALLOW_NETWORKS: '10.0.0.0/8,fd00::/8',
      DELIVERY_DENY_NETWORKS: '203.0.113.7/32',
      DELIVERY_ALLOW_HOSTS: 'n8n, host.docker.internal, *.svc.cluster.local',
      DELIVERY_CHAT_HOSTS: 'chat.example.com,*.chat.example.com',
      DELIVERY_ALLOW_HTTP: 'true',
      TOKEN_LIFETIME_MAX: '365',
      RETRY_SCHEDULE: '0,1',
      TEST_EVENTS_PER_MINUTE: '1',
      TEST_EVENTS_PER_HOUR: '2',
      RESENDS_PER_MINUTE: '3',
      RESENDS_PER_HOUR: '4',
      STOCKAJ_APP_URL: 'https://app.example.com/stockaj/',
      RETENTION_DAYS: '7',
      ALLOWED_ORIGINS: 'https://app.example.com,http://localhost:5173',
      DASHBOARD: 'true',
      DASHBOARD_FRAME_ORIGINS: 'https://app.example.com',
      EXPLORER: 'false',
      LOG_LEVEL: 'silent',
    });
    expect(config).toEqual({
      port: 0,
      metricsPort: 0,
      metricsToken: 'abcdefgh-._~+/09==',
      databaseUrl,
      databaseListenUrl: 'none',
      databasePrepare: false,
      databaseConnections: 5,
      dataDirectory: resolve('/var/lib/stockaj'),
      tokenKey: { jwksUrl: 'https://auth.example.com/jwks.json' },
      secretKeys: [
        { id: 'new', key: Buffer.alloc(32, 7) },
        { id: 'old', key: Buffer.alloc(32, 7) },
      ],
      roles: new Set(['dispatcher']),
      workers: [new Set(['dispatcher']), new Set(['dispatcher'])],
      deliveryConcurrency: 7,
      deliveryPerWebhook: 3,
      leaseSeconds: 3,
      drainSeconds: 0,
      deliveryAllowNetworks: ['10.0.0.0/8', 'fd00::/8'],
      deliveryDenyNetworks: ['203.0.113.7/32'],
      deliveryAllowHosts: ['n8n', 'host.docker.internal', '*.svc.cluster.local'],
      deliveryChatHosts: ['chat.example.com', '*.chat.example.com'],
      deliveryAllowHttp: true,
      retryScheduleSeconds: [0, 1],
      tokenLifetimeDaysMax: 365,
      testEventsPerMinute: 1,
      testEventsPerHour: 2,
      resendsPerMinute: 3,
      resendsPerHour: 4,
      appUrl: 'https://app.example.com/stockaj',
      retentionDays: 7,
      allowedOrigins: ['https://app.example.com', 'http://localhost:5173'],
      dashboard: { frameOrigins: ['https://app.example.com'] },
      explorer: false,
      logLevel: 'silent',
    });
  });

  test('counts an empty variable as not set', () => {
    const empty = Object.fromEntries(configVariables.map((name) => [name, '']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  test('names all errors, each on a line with an example', () => {
    const errors = listErrors({ PORT: 'http', LEASE_SECONDS: '2', ROLES: 'api,worker' });
    expect(errors).toEqual([
      '  PORT: must be a whole number from 0 to 65535; for example PORT=4000',
      '  ROLES: entry 2 must be api or dispatcher; for example ROLES=api,dispatcher',
      '  LEASE_SECONDS: must be a whole number from 3 to 3600; for example LEASE_SECONDS=30',
    ]);
  });

  test('names the variables that a database URL requires together with other errors', () => {
    const errors = listErrors({ DATABASE_URL: databaseUrl, PORT: '-1' });
    expect(errors.map((error) => error.trim().split(':')[0])).toEqual([
      'PORT',
      'AUTH_JWT_SECRET',
      'SECRET_KEYS',
    ]);
  });

  test('refuses a token secret together with a URL of keys', () => {
    const errors = listErrors({
      AUTH_JWT_SECRET: 'x'.repeat(32),
      AUTH_JWKS_URL: 'https://auth.example.com/jwks.json',
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('AUTH_JWKS_URL: must not be set as well as AUTH_JWT_SECRET');
  });

  test('repeats no secret in its message', () => {
    const secrets = ['hunter2', 'too short', 'c2VjcmV0', 'tiger3', 'horse4'];
    const errors = listErrors({
      DATABASE_URL: 'mysql://stockaj:hunter2@127.0.0.1/stockaj',
      AUTH_JWT_SECRET: 'too short',
      SECRET_KEYS: 'c2VjcmV0',
      AUTH_JWKS_URL: 'https://auth:tiger3@example.com/jwks.json',
      DATABASE_LISTEN_URL: 'mysql://stockaj:horse4@127.0.0.1/stockaj',
    });
    expect(errors).toHaveLength(6);
    for (const secret of secrets) expect(errors.join()).not.toContain(secret);
  });

  test.each([
    ['PORT', ['65536', '1.5', '0x10', ' 80', '1e3']],
    ['METRICS_PORT', ['65536', '-1']],
    [
      'METRICS_TOKEN',
      ['x'.repeat(15), `${'x'.repeat(16)} y`, `${'x'.repeat(16)}\u00e9`, '='.repeat(16)],
    ],
    ['AUTH_JWT_SECRET', ['x'.repeat(31)]],
    [
      'AUTH_JWKS_URL',
      ['jwks', 'http://auth.example.com/jwks', 'http://127.evil.com/', 'https://a:b@c.example/'],
    ],
    [
      'SECRET_KEYS',
      [
        base64Of32Bytes,
        `:${base64Of32Bytes}`,
        `a:${Buffer.alloc(31).toString('base64')}`,
        `a:${base64Of32Bytes},a:${base64Of32Bytes}`,
        `a:${base64Of32Bytes},`,
      ],
    ],
    [
      'WORKERS',
      [
        ...['0', '65', '-1', '1.5', 'many', 'api', '1 worker', '0 api', '1 api,', '2,1 api'],
        ...['1api', '1 api,dispatcher', '1 api+', '40 api,25 dispatcher'],
      ],
    ],
    ['DATABASE_CONNECTIONS', ['4', 'many']],
    ['ROLES', [',', 'API', 'api,,dispatcher']],
    ['DELIVERY_CONCURRENCY', ['0', '1']],
    ['DELIVERY_PER_WEBHOOK', ['0']],
    ['LEASE_SECONDS', ['2', '-5']],
    ['DRAIN_SECONDS', ['-1', '301']],
    [
      'DELIVERY_ALLOW_NETWORKS',
      ['10.0.0.0', '10.0.0.0/33', '10/8', '0x0a.0.0.0/8', 'fd00::/129', '::ffff:10.0.0.0/104'],
    ],
    ['DELIVERY_DENY_NETWORKS', ['example.com/8', '10.0.0.0/-1', '10.0.0.0/8 ,']],
    [
      'DELIVERY_ALLOW_HOSTS',
      [
        ...[
          '*',
          '*.',
          '.internal',
          '*n8n',
          'a.*.internal',
          '*.*.internal',
          'n8n.',
          'a..b',
          '-a',
          'n8n,',
        ],
        ...['10.0.0.1', '*.0.0.1', '0x7f', '[::1]', 'n8n:5678', 'http://n8n', 'b\u00fccher', 'a b'],
        `${'a'.repeat(64)}.internal`,
      ],
    ],
    ['DELIVERY_ALLOW_HTTP', ['yes', '1', 'TRUE']],
    ['DATABASE_PREPARE', ['no', '0', 'FALSE']],
    ['DASHBOARD', ['no']],
    ['EXPLORER', ['no']],
    ['RETRY_SCHEDULE', ['5,10', '0,-1', '0,604801', '0,1.5', Array(101).fill('0').join()]],
    ['TEST_EVENTS_PER_MINUTE', ['0']],
    ['RETENTION_DAYS', ['6', '0', '3651', '7.5']],
    ['TEST_EVENTS_PER_HOUR', ['many']],
    [
      'ALLOWED_ORIGINS',
      ['*', 'null', 'app.example.com', 'https://app.example.com/', 'https://App.example.com'],
    ],
    ['LOG_LEVEL', ['verbose']],
  ])('names only %s when only it is invalid', (name, values) => {
    for (const value of values) {
      const errors = listErrors({ [name]: value });
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(new RegExp(`^ {2}${name}: .+; for example ${name}=.+$`));
    }
  });

  test('has the explorer unless NODE_ENV is production, where EXPLORER turns it on', () => {
    const isOn = (env: NodeJS.ProcessEnv) => loadConfig(env).explorer;
    expect(isOn({ NODE_ENV: 'development' })).toBe(true);
    expect(isOn({ NODE_ENV: 'production' })).toBe(false);
    expect(isOn({ NODE_ENV: 'production', EXPLORER: 'true' })).toBe(true);
  });

  test('leaves the dashboard out when it is turned off', () => {
    expect(loadConfig({ DASHBOARD: 'false' }).dashboard).toBeNull();
  });

  test('gives each worker its roles', () => {
    const workersOf = (env: NodeJS.ProcessEnv) =>
      loadConfig(env).workers.map((roles) => [...roles].join());
    expect(workersOf({ WORKERS: '2' })).toEqual(['api,dispatcher', 'api,dispatcher']);
    expect(workersOf({ WORKERS: '2', ROLES: 'api' })).toEqual(['api', 'api']);
    expect(workersOf({ WORKERS: '1 api, 2 dispatcher,1 api+dispatcher' })).toEqual([
      ...['api', 'dispatcher', 'dispatcher', 'api,dispatcher'],
    ]);
    expect(workersOf({ WORKERS: 'auto' })).toHaveLength(Math.min(availableParallelism(), 16));
    expect(listErrors({ WORKERS: '1 api,1 dispatcher', ROLES: 'api' })).toEqual([
      expect.stringMatching(/^ {2}ROLES: must not be set when WORKERS names roles/),
    ]);
  });

  test('divides the connections to PostgreSQL among the workers', () => {
    const shareOf = (env: NodeJS.ProcessEnv) => loadConfig(env).databaseConnections;
    const shares = ['1', '4', '8', '16', '64'].map((WORKERS) => shareOf({ WORKERS }));
    expect(shares).toEqual([20, 20, 10, 5, 5]);
    expect(shareOf({ WORKERS: '3', DATABASE_CONNECTIONS: '50' })).toBe(16);
    expect(listErrors({ WORKERS: '3', DATABASE_CONNECTIONS: '14' })).toEqual([
      expect.stringMatching(/^ {2}DATABASE_CONNECTIONS: must be at least 5 for each worker/),
    ]);
    expect(listErrors({ WORKERS: '3', DATABASE_CONNECTIONS: '4' })).toHaveLength(1);
    expect(listErrors({ WORKERS: '3', DATABASE_CONNECTIONS: '14', PORT: 'abc' })).toEqual([
      expect.stringMatching(/^ {2}PORT: /),
      expect.stringMatching(/^ {2}DATABASE_CONNECTIONS: must be at least 5 for each worker/),
    ]);
  });

  test('refuses a database that is not PostgreSQL', () => {
    for (const value of ['stockaj', 'http://127.0.0.1/stockaj', 'mysql://127.0.0.1/stockaj']) {
      expect(listErrors({ DATABASE_URL: value })[0]).toContain(
        'DATABASE_URL: must be a postgres://',
      );
    }
  });

  test('accepts a session for LISTEN, or none, only with a database URL', () => {
    const given = { DATABASE_URL: databaseUrl, AUTH_JWT_SECRET: 'x'.repeat(32) };
    const keys = { SECRET_KEYS: `a:${base64Of32Bytes}` };
    const session = 'postgres://127.0.0.1/direct';
    for (const url of [session, 'none']) {
      const config = loadConfig({ ...given, ...keys, DATABASE_LISTEN_URL: url, PGUSER: 'node' });
      expect(config.databaseListenUrl).toBe(url === 'none' ? url : `${url}?user=node`);
    }
    expect(listErrors({ ...given, ...keys, DATABASE_LISTEN_URL: 'mysql://127.0.0.1/db' })).toEqual([
      expect.stringMatching(
        /^ {2}DATABASE_LISTEN_URL: must be none or a database URL; .*postgres:/,
      ),
    ]);
    expect(listErrors({ DATABASE_LISTEN_URL: 'none' })).toEqual([
      expect.stringMatching(/^ {2}DATABASE_LISTEN_URL: must not be set without DATABASE_URL/),
    ]);
  });

  test('gives npm run migrate the database URL without requiring keys', () => {
    expect(loadDatabaseUrl({ DATABASE_URL: databaseUrl })).toBe(databaseUrl);
    expect(() => loadDatabaseUrl({})).toThrow('DATABASE_URL: is required');
    expect(() => loadDatabaseUrl({ DATABASE_URL: 'mysql://a:hunter2@b/c' })).toThrow(
      /^(?!.*hunter2)[^]*DATABASE_URL: must be a postgres:/,
    );
  });

  test('lets token keys be fetched without TLS only from this machine', () => {
    expect(listErrors({ AUTH_JWKS_URL: 'http://127.0.0.1:9000/jwks.json' })).toEqual([]);
    expect(listErrors({ AUTH_JWKS_URL: 'http://localhost.example.com/jwks.json' })).toHaveLength(1);
  });
});

describe('the example of an environment', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

  test('names exactly the variables of the configuration', () => {
    const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named).toEqual(configVariables);
  });

  test('states the defaults', () => {
    expect(loadConfig(parseEnv(example))).toEqual(loadConfig({}));
  });

  test('explains each variable in the line above it', () => {
    const lines = example.split('\n');
    for (const name of configVariables) {
      const at = lines.findIndex((line) => new RegExp(`^#?${name}=`).test(line));
      expect(lines[at - 1]).toMatch(/^# .+\.$/);
    }
  });
});
