import type { DeliveryRow } from '../api/delivery-row.ts';
import type {
  DeliveryStatusReason,
  DeliveryTrigger,
  WebhookStatus,
} from '../api/graphql/graphql.ts';

/** The reason why a delivery exists, as a sentence. */
export const triggerSentences: Record<DeliveryTrigger, string> = {
  EVENT: 'The event happened',
  RECOVERY: 'A recovery sent it again',
  RESEND: 'Sent again by hand',
  TEST: 'A test',
};

const reasons: Record<Exclude<DeliveryStatusReason, 'ATTEMPTS_EXHAUSTED'>, string> = {
  EXPIRED: 'It waited longer than deliveries are kept, so it is not sent any more.',
  PAYLOAD_ERASED: 'The event was erased before it could be sent.',
  MESSAGE_REFUSED:
    'The chat service did not accept our message. Usually the fault is ours: it is logged, and a resend may help once it is fixed.',
  RECEIVER_GONE:
    'The receiver said that it is gone, or that the URL is no longer valid, so no more requests are sent.',
  WEBHOOK_DELETED: 'The webhook was deleted before it could be sent.',
  WEBHOOK_DISABLED: 'The webhook was disabled before it could be sent.',
  WEBHOOK_SUSPENDED: 'The plan has no room for the webhook, so it was not sent.',
  WORKSPACE_DELETED: 'The workspace is being deleted, so it is not sent any more.',
};

type Facts = Pick<
  DeliveryRow,
  | 'status'
  | 'statusReason'
  | 'attemptCount'
  | 'nextAttemptAt'
  | 'responseStatus'
  | 'errorMessage'
  | 'trigger'
>;

/** Says in a sentence or two how a delivery stands, and what comes next. */
export function describeDelivery(delivery: Facts, webhookStatus: WebhookStatus | null): string {
  const { status, attemptCount, responseStatus } = delivery;
  if (status === 'PENDING') return describePending(delivery, webhookStatus);
  if (status === 'FAILED') return describeFailure(delivery);
  const answer = responseStatus === null ? '' : ` with ${responseStatus}`;
  return attemptCount === 1
    ? `The receiver accepted it${answer}.`
    : `The receiver accepted it${answer} at attempt ${attemptCount}.`;
}

/** Whether a delivery that has not ended waits until its webhook is resumed. A test does not wait. */
export function isHeld({ trigger }: Pick<Facts, 'trigger'>, status?: WebhookStatus): boolean {
  return status === 'PAUSED' && trigger !== 'TEST';
}

function describePending(delivery: Facts, webhookStatus: WebhookStatus | null): string {
  const { attemptCount, nextAttemptAt } = delivery;
  const past = attemptCount === 0 ? '' : `Attempt ${attemptCount} failed${writeError(delivery)} `;
  if (nextAttemptAt === null) return `${past}Attempt ${attemptCount + 1} is in progress.`;
  if (isHeld(delivery, webhookStatus ?? undefined)) {
    return `${past}The webhook is paused: this is sent after it is resumed.`;
  }
  return attemptCount === 0 ? 'Waits for its first attempt.' : `${past}It will be tried again.`;
}

function describeFailure(delivery: Facts): string {
  const { statusReason, attemptCount, trigger } = delivery;
  if (statusReason !== null && statusReason !== 'ATTEMPTS_EXHAUSTED') return reasons[statusReason];
  if (trigger === 'TEST') return `The test failed${writeError(delivery)} A test has one attempt.`;
  const count = attemptCount === 1 ? 'The only attempt' : `All ${attemptCount} attempts`;
  return `${count} failed${writeError(delivery)} Nothing more is sent unless you resend it.`;
}

/** Adds the error of the last attempt, and ends the sentence. */
function writeError({ errorMessage }: Facts): string {
  if (!errorMessage) return '.';
  return `: ${errorMessage.replace(/\.$/, '')}.`;
}
