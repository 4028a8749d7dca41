import { sql, withPartitions, type EntityManager } from '../db/index.ts';
import type { AttemptResult, ClaimReference, NextState } from './attempt-result.ts';
import type { DeliveryTrigger } from './delivery-status.ts';
import { describeError } from './error-code.ts';
import { recordAttempts } from './record-attempts.ts';

/** Leases settled in one transaction. */
const expiredAtOnceMax = 500;

/** What becomes of a delivery after this attempt of it was OUTCOME_UNKNOWN: the retry policy says. */
export type DecideNext = (attempt: number, trigger: DeliveryTrigger) => NextState;

/**
 * Settles leases that ran out: their process died or lost them, so nobody knows what the receiver
 * did. The attempt is logged as OUTCOME_UNKNOWN, and the delivery becomes what `decideNext`
 * says: due at once for the next one, or FAILED when that was the last.
 *
 * @param isHeld whether this process lives on with the claim: it knows better than the clock, and renews,
 * records or releases it, unless another node settles it first
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
    select id, claim_token as token, attempt_count as "attemptCount", trigger,
      clock_timestamp() as "settledAt"
    from deliveries
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
  /** A text: the driver leaves it to MikroORM to read instants. */
  settledAt: string;
}

/** It counts as an attempt. Of a request nobody knows about, nothing is told but that it may have been sent. */
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
