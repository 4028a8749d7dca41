import { sql, withPartitions, type EntityManager } from '../db/index.ts';
import type { WebhookFormat } from '../webhooks/index.ts';
import {
  unknownFacts,
  type AttemptResult,
  type ClaimReference,
  type NextState,
} from './attempt-result.ts';
import { mayHavePosted } from './earlier-attempts.ts';
import type { DeliveryTrigger } from './delivery-status.ts';
import { recordAttempts } from './record-attempts.ts';
import { splitByDay } from './split-by-day.ts';

/** Leases settled in one transaction. */
const expiredAtOnceMax = 500;

/** Claims that this process still holds. It will renew, record or release them, unless another node settles them first. */
export interface HeldClaims {
  has(claim: Pick<ClaimReference, 'id' | 'token'>): boolean;
  /** The number of claims held, so that others are found behind them. */
  used(): Readonly<{ count: number }>;
}

const none: HeldClaims = { has: () => false, used: () => ({ count: 0 }) };

/** Decides the next state of a delivery after this attempt was OUTCOME_UNKNOWN, by the retry policy. */
export type DecideNext = (expired: ExpiredDelivery) => NextState;

/** A delivery whose lease expired, as far as it decides what follows. */
export interface ExpiredDelivery {
  /** The number of the attempt that may have been made. */
  attempt: number;
  trigger: DeliveryTrigger;
  /** The present format of its webhook. */
  format: WebhookFormat;
  /** Whether an attempt before that may have posted the message; false for JSON. */
  mayBePosted: boolean;
}

/** The result of a look at the queue. */
export interface QueueLook {
  hasExpired: boolean;
  /** Whether there are deliveries whose events were erased (`end-textless.ts`). */
  hasTextless: boolean;
  databaseMs: number;
}

/** Checks whether leases have expired, and reads the database's clock in Unix milliseconds. */
export async function lookForExpired(em: EntityManager): Promise<QueueLook> {
  const { rows } = await sql<QueueLook>`
    select exists (select from delivery_queue where due_at <= now() and claim_token is not null) as "hasExpired",
      exists (select from delivery_queue where body_bytes = 0) as "hasTextless",
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
 * @param held claims to skip
 * @returns how many were settled; call again until it is 0.
 */
export async function expireLeases(
  em: EntityManager,
  decideNext: DecideNext,
  held: HeldClaims = none,
): Promise<number> {
  return withPartitions(em, () =>
    em.transactional((transaction) => settle(transaction, decideNext, held)),
  );
}

async function settle(
  transaction: EntityManager,
  decideNext: DecideNext,
  held: HeldClaims,
): Promise<number> {
  const { rows } = await sql<ExpiredRow>`
    select delivery_id as id, claim_token as token, attempt_count as "attemptCount", trigger,
      coalesce((select format from webhooks where id = webhook_id), 'JSON') as format,
      attempt_count > 0 and exists (select from webhooks where id = webhook_id and format <> 'JSON')
        and exists (select from attempts where delivery_id = delivery_queue.delivery_id and ${mayHavePosted}) as "mayBePosted",
      clock_timestamp() as "settledAt"
    from delivery_queue
    where due_at <= now() and claim_token is not null
    order by due_at limit ${expiredAtOnceMax + held.used().count}::int
    for update skip locked
  `.execute(transaction.getKysely());
  const lost = rows.filter((row) => !held.has(row)).slice(0, expiredAtOnceMax);
  const [day] = splitByDay(lost, ({ id }) => id);
  if (!day) return 0;
  const results = day.rows.map((row) => toUnknown(row, decideNext));
  await recordAttempts(transaction, results);
  return results.length;
}

interface ExpiredRow {
  id: string;
  token: string;
  attemptCount: number;
  trigger: DeliveryTrigger;
  format: WebhookFormat;
  mayBePosted: boolean;
  /** A string: the driver does not parse timestamps, since MikroORM does. */
  settledAt: string;
}

/** Counts as an attempt: the request may have been sent. Nothing else is known about it. */
function toUnknown(
  { id, token, attemptCount, trigger, format, mayBePosted, settledAt }: ExpiredRow,
  decideNext: DecideNext,
): AttemptResult {
  const attempt = attemptCount + 1;
  return {
    delivery: { id, attempt, token },
    facts: unknownFacts(new Date(settledAt)),
    next: decideNext({ attempt, trigger, format, mayBePosted }),
  };
}
