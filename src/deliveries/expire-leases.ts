import { sql, withPartitions, type EntityManager } from '../db/index.ts';
import type { AttemptResult, ClaimReference, NextState } from './attempt-result.ts';
import type { DeliveryTrigger } from './delivery-status.ts';
import { describeError } from './error-code.ts';
import { recordAttempts } from './record-attempts.ts';

/** Leases settled in one transaction. */
const expiredAtOnceMax = 500;

/** Decides the next state of a delivery after this attempt was OUTCOME_UNKNOWN, by the retry policy. */
export type DecideNext = (attempt: number, trigger: DeliveryTrigger) => NextState;

/** Checks whether leases have expired, and reads the database's clock in Unix milliseconds. */
export async function lookForExpired(
  em: EntityManager,
): Promise<{ hasExpired: boolean; databaseMs: number }> {
  const { rows } = await sql<{ hasExpired: boolean; databaseMs: number }>`
    select exists (select from delivery_queue where due_at <= now() and claim_token is not null) as "hasExpired",
      extract(epoch from clock_timestamp())::float8 * 1000 as "databaseMs"
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('The database returned no row.');
  return row;
}

/**
 * Settles expired leases. Their process died or lost them, so the outcome is unknown. The attempt is
 * logged as OUTCOME_UNKNOWN, and `decideNext` gives the next state of the delivery: due at once, or
 * FAILED after the last attempt.
 *
 * @param isHeld whether this process still holds the claim. Such a claim is skipped: this process will
 * renew, record or release it, unless another node settles it first.
 * @returns how many were settled; call again until it is 0.
 */
export async function expireLeases(
  em: EntityManager,
  decideNext: DecideNext,
  isHeld: (claim: Pick<ClaimReference, 'id' | 'token'>) => boolean = () => false,
): Promise<number> {
  return withPartitions(em, () =>
    em.transactional((transaction) => settle(transaction, decideNext, isHeld)),
  );
}

async function settle(
  transaction: EntityManager,
  decideNext: DecideNext,
  isHeld: (claim: Pick<ClaimReference, 'id' | 'token'>) => boolean,
): Promise<number> {
  const { rows } = await sql<ExpiredRow>`
    select delivery_id as id, claim_token as token, attempt_count as "attemptCount", trigger,
      clock_timestamp() as "settledAt"
    from delivery_queue
    where due_at <= now() and claim_token is not null
    order by due_at limit ${expiredAtOnceMax}::int
    for update skip locked
  `.execute(transaction.getKysely());
  const lost = rows.filter((row) => !isHeld(row));
  if (lost.length > 0)
    await recordAttempts(
      transaction,
      lost.map((row) => toUnknown(row, decideNext)),
    );
  return lost.length;
}

interface ExpiredRow {
  id: string;
  token: string;
  attemptCount: number;
  trigger: DeliveryTrigger;
  /** A string: the driver does not parse timestamps, since MikroORM does. */
  settledAt: string;
}

/** Counts as an attempt: the request may have been sent. Nothing else is known about it. */
function toUnknown(
  { id, token, attemptCount, trigger, settledAt }: ExpiredRow,
  decideNext: DecideNext,
): AttemptResult {
  const attempt = attemptCount + 1;
  return {
    delivery: { id, attempt, token },
    facts: {
      startedAt: new Date(settledAt),
      durationMs: null,
      url: null,
      requestHeaders: null,
      responseStatus: null,
      responseHeaders: null,
      responseBody: null,
      responseBodyCut: false,
      responseBodyError: null,
      errorCode: 'OUTCOME_UNKNOWN',
      errorMessage: describeError('OUTCOME_UNKNOWN'),
    },
    next: decideNext(attempt, trigger),
  };
}
