import {
  messageOf,
  unknownFacts,
  type AttemptResult,
  type ClaimedDelivery,
  type ExpiredDelivery,
  type NextState,
} from '../../deliveries/index.ts';
import { encodeId, IdPrefix, type Clock, type ErrorLog } from '../../kernel/index.ts';
import type { HealthReport, WebhookFormat } from '../../webhooks/index.ts';
import type { Outcome } from '../http/outcome.ts';
import type { Sender } from '../http/send-request.ts';
import type { RequestSettings } from '../request-settings.ts';
import { toAttemptFacts } from './attempt-facts.ts';
import { isRefusedMessage } from './chat-answers.ts';
import { hideSecrets } from './hide-secrets.ts';
import { prepareRequest } from './prepare-request.ts';
import type { LoggedRequest, ServiceFacts } from './prepared-request.ts';
import { reportHealth } from './report-health.ts';
import { findRetryAfter } from './retry-after.ts';
import { decideVerdict } from './retry-policy.ts';

export interface DeliverDependencies extends ServiceFacts {
  sender: Pick<Sender, 'send'>;
  clock: Clock;
  errorLog: Pick<ErrorLog, 'noteFailed'>;
  random: () => number;
  /** Seconds before each attempt. */
  schedule: readonly number[];
}

/** The result of an attempt, ready to record. */
export interface FinishedAttempt {
  result: AttemptResult & { delivery: ClaimedDelivery };
  /** A report on the webhook's health; null if it is unchanged. */
  health: HealthReport | null;
}

/** The attempts that one request was: of a delivery, and of each of its companions. */
export type FinishedMessage = readonly [FinishedAttempt, ...FinishedAttempt[]];

/** A request that is over. */
interface Sent {
  startedAt: Date;
  logged: LoggedRequest;
  outcome: Outcome;
  random: () => number;
}

/**
 * Makes one request, which is an attempt of the delivery and of each of its companions: sign, send, judge. Rejects
 * only for an internal error that kept the request from being sent; everything else is in the result.
 */
export async function deliver(
  dependencies: DeliverDependencies,
  delivery: ClaimedDelivery,
  settings: RequestSettings,
): Promise<FinishedMessage> {
  const { sender, clock } = dependencies;
  const startedAt = clock.now();
  const { request, logged } = prepareRequest(delivery, settings, startedAt, dependencies);
  const outcome = await sender.send(request);
  const draw = dependencies.random(); // one for all, so that they are due together again
  const sent = { startedAt, logged, outcome, random: () => draw };
  const first = judge(dependencies, delivery, settings, sent);
  noteRefusedMessage(dependencies.errorLog, first, settings);
  return [first, ...delivery.companions.map((one) => judge(dependencies, one, settings, sent))];
}

function judge(
  dependencies: DeliverDependencies,
  delivery: ClaimedDelivery,
  settings: RequestSettings,
  { startedAt, logged, outcome, random }: Sent,
): FinishedAttempt {
  const { clock, schedule, errorLog } = dependencies;
  const { attempt, trigger, mayBePosted = false } = delivery;
  try {
    const facts = hideSecrets(toAttemptFacts(startedAt, logged, outcome), settings);
    const retryAfter = findRetryAfter(outcome.response, settings.format);
    const now = clock.now();
    const isDigest = logged.digest !== null;
    const verdict = decideVerdict({
      ...{ facts, format: settings.format, mayBePosted, isDigest, retryAfter },
      ...{ attempt, trigger, schedule, now, random },
    });
    const health = reportHealth(delivery, verdict, settings, facts.errorCode);
    return { result: { delivery, facts, next: verdict.next }, health };
  } catch (error) {
    // The request was sent, so this attempt must be in the log before another follows.
    errorLog.noteFailed(error, 'dispatcher: internal error after a request', {});
    const next = decideAfterError(schedule, delivery, settings.format);
    return { result: { delivery, facts: unknownFacts(startedAt), next }, health: null };
  }
}

/** Without the retry policy, in which the error may have happened. Not at once, since it may happen each time. */
function decideAfterError(
  schedule: readonly number[],
  { attempt, trigger, mayBePosted = false }: ClaimedDelivery,
  format: WebhookFormat,
): NextState {
  const isLast = trigger === 'TEST' || (format !== 'JSON' && mayBePosted);
  const delaySeconds = isLast ? undefined : schedule[attempt];
  if (delaySeconds === undefined) return { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' };
  return { status: 'PENDING', delayMs: Math.max(delaySeconds, leastDelaySeconds) * 1_000 };
}

const leastDelaySeconds = 60;

/** Decides what follows an attempt whose process died or lost its lease, so that its outcome is unknown. */
export function decideAfterUnknown(
  { schedule, clock, random }: Pick<DeliverDependencies, 'schedule' | 'clock' | 'random'>,
  expired: ExpiredDelivery,
): NextState {
  const facts = { errorCode: 'OUTCOME_UNKNOWN', responseStatus: null, firstByteMs: null } as const;
  const now = clock.now();
  const judged = { ...expired, facts, isDigest: false, retryAfter: null, schedule, now, random };
  return decideVerdict(judged).next;
}

/** A message that its service does not accept is our fault: it is logged as such, and the log of deliveries has it. */
function noteRefusedMessage(
  errorLog: DeliverDependencies['errorLog'],
  { result: { delivery, facts } }: FinishedAttempt,
  { format }: RequestSettings,
): void {
  if (!isRefusedMessage(format, facts.responseStatus)) return;
  const error = new Error(`The format ${format} made a message that the service does not accept.`);
  const details = {
    delivery: encodeId(IdPrefix.delivery, delivery.id),
    deliveries: messageOf(delivery).length,
  };
  errorLog.noteFailed(error, 'dispatcher: a chat service refused our message', details);
}
