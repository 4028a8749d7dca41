import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';

/** Rate limits for one kind of delivery that users start. */
export interface SendLimits {
  /** Counts one delivery. @throws UserError RATE_LIMITED with the seconds to wait */
  consume(workspaceId: string, webhookId: string): Promise<void>;
}

export interface SendLimitOptions {
  database: Database;
  /** The noun for the error message. */
  counted: 'test events' | 'resends';
  /** Limit per webhook. */
  perMinute: number;
  /** Limit per workspace. */
  perHour: number;
}

/** Creates limits that are counted in PostgreSQL, so that they hold across all nodes. */
export async function createSendLimits({
  database,
  counted,
  perMinute,
  perHour,
}: SendLimitOptions): Promise<SendLimits> {
  const kind = counted === 'resends' ? 'resend' : 'test';
  const store = {
    storeClient: await database.em.getConnection().getNativeClient(),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true, // by our migration
    clearExpiredByTimeout: false, // the housekeeping does it
  };
  const webhooks = new RateLimiterPostgres({
    ...store,
    keyPrefix: `${kind}-webhook`,
    points: perMinute,
    duration: 60,
  });
  const workspaces = new RateLimiterPostgres({
    ...store,
    keyPrefix: `${kind}-workspace`,
    points: perHour,
    duration: 3_600,
  });
  return {
    async consume(workspaceId, webhookId) {
      const perWebhook = `A webhook may get at most ${perMinute} ${counted} per minute.`;
      await consumeOne(webhooks, webhookId, perWebhook);
      const perWorkspace = `A workspace may send at most ${perHour} ${counted} per hour.`;
      await consumeOne(workspaces, workspaceId, perWorkspace);
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
    throw userError(UserErrorCode.RATE_LIMITED, message, null, seconds);
  }
}
