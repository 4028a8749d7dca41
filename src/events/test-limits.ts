import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/index.ts';
import { UserErrorCode, userFault } from '../kernel/index.ts';

/** How many test events may be sent. */
export interface TestLimits {
  /** @throws UserFault RATE_LIMITED with the seconds to wait */
  consume(workspaceId: string, webhookId: string): Promise<void>;
}

export interface TestLimitOptions {
  database: Database;
  /** For one webhook. */
  perMinute: number;
  /** For one workspace. */
  perHour: number;
}

/** Counted in PostgreSQL, so that the limits hold over all nodes. */
export async function createTestLimits({
  database,
  perMinute,
  perHour,
}: TestLimitOptions): Promise<TestLimits> {
  const store = {
    storeClient: await database.em.getConnection().getNativeClient(),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true, // by our migration
    clearExpiredByTimeout: false, // the housekeeping does it
  };
  const webhooks = new RateLimiterPostgres({
    ...store,
    keyPrefix: 'test-webhook',
    points: perMinute,
    duration: 60,
  });
  const workspaces = new RateLimiterPostgres({
    ...store,
    keyPrefix: 'test-workspace',
    points: perHour,
    duration: 3_600,
  });
  return {
    async consume(workspaceId, webhookId) {
      await consumeOne(
        webhooks,
        webhookId,
        `Send at most ${perMinute} test events a minute for one webhook.`,
      );
      await consumeOne(workspaces, workspaceId, `Send at most ${perHour} test events an hour.`);
    },
  };
}

async function consumeOne(
  limiter: RateLimiterPostgres,
  key: string,
  message: string,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw userFault(UserErrorCode.RATE_LIMITED, message, null, seconds);
  }
}
