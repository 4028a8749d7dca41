import type {
  AttemptFacts,
  DeliveryStatusReason,
  DeliveryTrigger,
  NextState,
} from '../../deliveries/index.ts';
import type { WebhookFormat } from '../../webhooks/index.ts';
import { isGone, isRefusedMessage } from './chat-answers.ts';
import { readRetryAfter } from './retry-after.ts';

/** The decision after an attempt. */
export interface Verdict {
  /** The next state of the delivery; the next attempt is due `delayMs` after the result is recorded. */
  next: NextState;
  /** Time for which the receiver wants no requests for its webhook, in ms; null when it does not say. */
  coolDownMs: number | null;
}

/** Everything a verdict depends on. */
export interface VerdictInput {
  facts: Pick<AttemptFacts, 'errorCode' | 'responseStatus' | 'firstByteMs'>;
  /** The format of the request. */
  format: WebhookFormat;
  /** Whether an earlier attempt may have posted it, as a message. */
  mayBePosted: boolean;
  /** Whether the request told of several deliveries. */
  isDigest: boolean;
  /** The `Retry-After` header of the response. */
  retryAfter: string | null;
  /** The number of the attempt that ended, from 1. */
  attempt: number;
  /** A TEST has one attempt. */
  trigger: DeliveryTrigger;
  /** Seconds before each attempt, including the first: its length is the number of attempts. */
  schedule: readonly number[];
  now: Date;
  /** Returns a number from 0 up to but not including 1. */
  random: () => number;
}

/** Largest random change of a delay, as a share of it; keeps deliveries that failed together from retrying together. */
const jitterShare = 0.2;

/**
 * Decides what follows an attempt. The next one is due at the later of the schedule and the receiver's
 * `Retry-After`, which also cools down the whole webhook. After an attempt of unknown outcome, the next
 * one is due at once. 410 ends the delivery.
 *
 * People see a chat message twice. So after two attempts that may have posted it, there is no other. A message that its
 * service does not accept would not be accepted later. The deliveries of a refused digest are due again at once, for
 * smaller messages (`deliveries/message-pace.ts`).
 */
export function decideVerdict(input: VerdictInput): Verdict {
  const { facts, now } = input;
  const coolDownMs = facts.errorCode === null ? null : readRetryAfter(input.retryAfter, now);
  return { next: decideNext(input, coolDownMs ?? 0), coolDownMs };
}

function decideNext(input: VerdictInput, coolDownMs: number): NextState {
  const { facts, format, trigger } = input;
  if (facts.errorCode === null) return { status: 'SUCCEEDED' };
  if (isGone(format, facts.responseStatus)) return end('RECEIVER_GONE');
  const scheduledSeconds = trigger === 'TEST' ? undefined : input.schedule[input.attempt];
  const isLast = scheduledSeconds === undefined;
  const isRefused = isRefusedMessage(format, facts.responseStatus);
  if (isRefused && (isLast || !input.isDigest)) return end('MESSAGE_REFUSED');
  const wouldRepeat = format !== 'JSON' && input.mayBePosted && mayHaveBeenPosted(facts);
  if (isLast || wouldRepeat) return end('ATTEMPTS_EXHAUSTED');
  const delayMs = isRefused ? 0 : decideDelay(input, scheduledSeconds);
  return { status: 'PENDING', delayMs: Math.max(delayMs, coolDownMs) };
}

function end(reason: DeliveryStatusReason): NextState {
  return { status: 'FAILED', reason };
}

/** Whether the request was sent, or may have been, and there is no response. */
function mayHaveBeenPosted({ errorCode, responseStatus, firstByteMs }: VerdictInput['facts']) {
  return errorCode === 'OUTCOME_UNKNOWN' || (responseStatus === null && firstByteMs !== null);
}

function decideDelay({ facts, random }: VerdictInput, scheduledSeconds: number): number {
  if (facts.errorCode === 'OUTCOME_UNKNOWN') return 0;
  const factor = 1 + jitterShare * (2 * random() - 1);
  return Math.round(scheduledSeconds * 1_000 * factor);
}
