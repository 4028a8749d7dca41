import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';

/** How many deliveries of one kind people may start. */
export interface SendLimits {
  /** Counts one. @throws UserError RATE_LIMITED with the seconds to wait */
  consume(workspaceId: string, webhookId: string): Promise<void>;
}

export interface SendLimitOptions {
  database: Database;
  /** What is counted, in the plural, as the message names it. */
  counted: 'test events' | 'resends';
  /** For one webhook. */
  perMinute: number;
  /** For one workspace. */
  perHour: number;
}

/** Counted in PostgreSQL, so that the limits hold over all nodes. */
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
      const perWebhook = `A webhook gets at most ${perMinute} ${counted} a minute.`;
      await consumeOne(webhooks, webhookId, perWebhook);
      const perWorkspace = `A workspace sends at most ${perHour} ${counted} an hour.`;
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
