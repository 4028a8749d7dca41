import { failingMsMax, type Health } from './decide-health.ts';
import { WebhookStatus, WebhookStatusReason } from './webhook-status.ts';

/** Facts of a webhook that the message is about. */
export interface DescribedWebhook extends Health {
  status: WebhookStatus;
  statusReason: WebhookStatusReason | null;
  pausedAt: Date | null;
  disabledAt: Date | null;
}

/**
 * Says in words what keeps a webhook from receiving events, since when, and what ends it. Null if all is well.
 * Instants are in UTC, to the second.
 */
export function describeStatus(webhook: DescribedWebhook): string | null {
  const { status, coolingDownUntil, failingSince } = webhook;
  if (status === WebhookStatus.SUSPENDED) return suspended;
  if (status === WebhookStatus.DISABLED) return describeDisabled(webhook);
  const sentences = [
    ...(webhook.pausedAt ? [describePause(webhook.pausedAt)] : []),
    ...(coolingDownUntil ? [describeCoolDown(coolingDownUntil)] : []),
    ...(failingSince ? [describeFailing(failingSince)] : []),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

const suspended =
  'Suspended because the workspace has more webhooks than its plan allows. It resumes automatically after a change of the plan or the deletion of another webhook.';

function describeDisabled({ statusReason, disabledAt, failingSince }: DescribedWebhook): string {
  const since = disabledAt ? ` since ${toText(disabledAt)}` : '';
  const cause =
    statusReason === WebhookStatusReason.RECEIVER_GONE
      ? 'the receiver returned 410 Gone, or its chat service no longer knows the URL'
      : `no delivery has succeeded${failingSince ? ` since ${toText(failingSince)}` : ' for 5 days'}`;
  return `Disabled${since}: ${cause}. Fix the receiver, then enable the webhook.`;
}

function describePause(pausedAt: Date): string {
  return `Paused since ${toText(pausedAt)}. New deliveries wait until the webhook is resumed.`;
}

function describeCoolDown(until: Date): string {
  return `The receiver asked for no requests (Retry-After). After ${toText(until)}, one delivery is sent, unless it is being sent already. The others follow unless the receiver asks again.`;
}

function describeFailing(since: Date): string {
  const disabledFrom = new Date(since.getTime() + failingMsMax);
  return `Failing since ${toText(since)}. One successful delivery ends this. From ${toText(disabledFrom)} on, the webhook is disabled as soon as a delivery has used up its attempts.`;
}

function toText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
