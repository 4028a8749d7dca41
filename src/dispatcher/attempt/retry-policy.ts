import type { DeliveryTrigger } from '../../deliveries/index.ts';
import type { Outcome } from '../http/outcome.ts';
import { readRetryAfter } from './retry-after.ts';

/** What follows from the outcome of an attempt. */
export type Verdict =
  | { kind: 'succeeded' }
  /** The next attempt is due this many ms from now. */
  | { kind: 'retry'; delayMs: number; coolDownMs: number | null }
  | {
      kind: 'failed';
      reason: 'ATTEMPTS_EXHAUSTED' | 'RECEIVER_GONE';
      /** For how long the receiver asks that nothing is sent to the webhook; null when it does not. */
      coolDownMs: number | null;
    };

/** All that a verdict depends on. */
export interface VerdictInput {
  outcome: Pick<Outcome, 'errorCode' | 'responseStatus' | 'retryAfter'>;
  /** The number of the attempt that ended, from 1. */
  attempt: number;
  /** A TEST has one attempt. */
  trigger: DeliveryTrigger;
  /** Seconds before each attempt, the first included: its length is the number of attempts. */
  schedule: readonly number[];
  now: Date;
  /** Gives a number from 0 up to but not including 1. */
  random: () => number;
}

/** How far a delay is moved either way, so that what failed together is not tried again together. */
const jitterShare = 0.2;

/** RFC 9110, section 15.5.11: the receiver is gone and will not come back. */
const statusGone = 410;

/**
 * Decides what follows an attempt. The next one is due at the later of the schedule and the receiver's
 * `Retry-After`, which cools down the whole webhook; after an attempt of unknown outcome it follows at
 * once. 410 ends the delivery.
 */
export function decideVerdict(input: VerdictInput): Verdict {
  const { outcome, trigger, now } = input;
  if (outcome.errorCode === null) return { kind: 'succeeded' };
  const coolDownMs = readRetryAfter(outcome.retryAfter, now);
  if (outcome.responseStatus === statusGone) {
    return { kind: 'failed', reason: 'RECEIVER_GONE', coolDownMs };
  }
  const scheduledSeconds = trigger === 'TEST' ? undefined : input.schedule[input.attempt];
  if (scheduledSeconds === undefined) {
    return { kind: 'failed', reason: 'ATTEMPTS_EXHAUSTED', coolDownMs };
  }
  const delayMs = Math.max(decideDelay(input, scheduledSeconds), coolDownMs ?? 0);
  return { kind: 'retry', delayMs, coolDownMs };
}

function decideDelay({ outcome, random }: VerdictInput, scheduledSeconds: number): number {
  if (outcome.errorCode === 'OUTCOME_UNKNOWN') return 0;
  const factor = 1 + jitterShare * (2 * random() - 1);
  return Math.round(scheduledSeconds * 1_000 * factor);
}
