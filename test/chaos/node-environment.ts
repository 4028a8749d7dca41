import { randomBytes } from 'node:crypto';
import { tokenSecret } from '../kit/app.ts';

/** Short, so that many leases expire in a run. */
export const leaseSeconds = 3;
/** Seconds before each attempt. */
export const schedule = [0, 1, 1, 2, 2, 3, 3, 3, 3, 3];

/** Environment of every node. */
export function nodeEnvironment(): Record<string, string> {
  return {
    AUTH_JWT_SECRET: tokenSecret,
    SECRET_KEYS: `chaos:${randomBytes(32).toString('base64')}`,
    DELIVERY_ALLOW_NETWORKS: '127.0.0.0/8',
    DELIVERY_ALLOW_HTTP: 'true',
    DELIVERY_CONCURRENCY: '60',
    LEASE_SECONDS: String(leaseSeconds),
    DRAIN_SECONDS: '0',
    RETRY_SCHEDULE: schedule.join(','),
  };
}
