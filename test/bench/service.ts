import { randomBytes } from 'node:crypto';
import { startApp, type App, type AppOptions } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLogger } from '../../src/kernel/index.ts';
import { loadKeys } from '../../src/config/keys.ts';

/** Environment of every node of a run: defaults, plus receivers on this machine. */
export function createBenchEnv(databaseUrl: string): Record<string, string> {
  return { PORT: '0', DATABASE_URL: databaseUrl, ...keys, ...onThisMachine };
}

const keys = {
  AUTH_JWT_SECRET: randomBytes(32).toString('hex'),
  SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
};

const onThisMachine = { DELIVERY_ALLOW_NETWORKS: '127.0.0.0/8', DELIVERY_ALLOW_HTTP: 'true' };

/** Limits of a node that refuses no call because the machine is busy. */
export const patience = {
  operations: { lateAfterDelayMs: Infinity, lateAfterWaitMs: Infinity, waitMsMax: 60_000 },
};

/** Starts the complete service in this process. */
export async function startService(
  env: Record<string, string>,
  limits?: AppOptions['limits'],
): Promise<App> {
  const config = loadConfig(env);
  return startApp({
    config,
    keys: await loadKeys(config),
    databaseUrl: config.databaseUrl ?? '',
    logger: createLogger('error'),
    ...(limits && { limits }),
  });
}
