import type {
  AttemptResult,
  ClaimedDelivery,
  DeliveryTrigger,
  NextState,
} from '../../deliveries/index.ts';
import { encodeId, IdPrefix, type Clock } from '../../kernel/index.ts';
import type { HealthReport } from '../../webhooks/index.ts';
import { reportHealth } from './report-health.ts';
import { decideVerdict, type Verdict } from './retry-policy.ts';
import type { Sender } from '../http/send-request.ts';
import { signRequest } from '../http/sign-request.ts';
import type { RequestSettings } from '../webhook-settings.ts';

export interface DeliverDependencies {
  sender: Pick<Sender, 'send'>;
  clock: Clock;
  random: () => number;
  /** Seconds before each attempt. */
  schedule: readonly number[];
  /** The version of this service, for `user-agent`. */
  version: string;
}

/** What an attempt leaves behind: the result to record, and with it what is new about the webhook's health, if anything. */
export interface Delivered {
  result: AttemptResult & { delivery: ClaimedDelivery };
  health: HealthReport | null;
}

/** One attempt: sign, send, judge. What the receiver does is in the result; it rejects only for an error of ours. */
export async function deliver(
  { sender, clock, random, schedule, version }: DeliverDependencies,
  delivery: ClaimedDelivery,
  settings: RequestSettings,
): Promise<Delivered> {
  const { attempt, trigger } = delivery;
  const startedAt = clock.now();
  const request = signRequest({
    ...settings,
    eventId: encodeId(IdPrefix.event, delivery.eventId),
    deliveryId: encodeId(IdPrefix.delivery, delivery.id),
    eventType: delivery.eventType,
    attempt,
    body: delivery.body,
    now: startedAt,
    version,
  });
  const { retryAfter, ...outcome } = await sender.send(request);
  const verdict = decideVerdict({
    outcome: { ...outcome, retryAfter },
    attempt,
    trigger,
    schedule,
    now: clock.now(),
    random,
  });
  const health = reportHealth(delivery, verdict, settings, outcome.errorCode);
  const facts = { ...outcome, startedAt, url: request.url, requestHeaders: request.headers };
  return { result: { delivery, facts, next: toNextState(verdict) }, health };
}

/** What follows an attempt whose process died or lost its lease: nobody knows what the receiver did. */
export function decideAfterUnknown(
  { schedule, clock, random }: Pick<DeliverDependencies, 'schedule' | 'clock' | 'random'>,
  attempt: number,
  trigger: DeliveryTrigger,
): NextState {
  const outcome = { errorCode: 'OUTCOME_UNKNOWN', responseStatus: null, retryAfter: null } as const;
  return toNextState(
    decideVerdict({ outcome, attempt, trigger, schedule, now: clock.now(), random }),
  );
}

function toNextState(verdict: Verdict): NextState {
  switch (verdict.kind) {
    case 'succeeded':
      return { status: 'SUCCEEDED' };
    case 'failed':
      return { status: 'FAILED', reason: verdict.reason };
    case 'retry':
      return { status: 'PENDING', delayMs: verdict.delayMs };
  }
}
