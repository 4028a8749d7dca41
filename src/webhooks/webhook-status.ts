/** What a webhook is to its workspace, in the order in which the facts are asked. */
export const WebhookStatus = {
  SUSPENDED: 'SUSPENDED',
  DISABLED: 'DISABLED',
  PAUSED: 'PAUSED',
  ACTIVE: 'ACTIVE',
} as const;
export type WebhookStatus = (typeof WebhookStatus)[keyof typeof WebhookStatus];

/** Why we disabled a webhook. */
export const DisabledReason = {
  /** The receiver answered 410 Gone. */
  RECEIVER_GONE: 'RECEIVER_GONE',
  /** A delivery exhausted its attempts and nothing had succeeded for days. */
  FAILING: 'FAILING',
} as const;
export type DisabledReason = (typeof DisabledReason)[keyof typeof DisabledReason];

/** Why a webhook is suspended or disabled. */
export const WebhookStatusReason = {
  /** The workspace's plan has room for fewer webhooks than there are. */
  PLAN_LIMIT: 'PLAN_LIMIT',
  ...DisabledReason,
} as const;
export type WebhookStatusReason = (typeof WebhookStatusReason)[keyof typeof WebhookStatusReason];

/** The three independent facts that a status is made of. */
export interface WebhookState {
  /** By the plan. */
  suspended: boolean;
  /** By us. */
  disabledAt?: Date | null | undefined;
  disabledReason?: DisabledReason | null | undefined;
  /** By the user. */
  pausedAt?: Date | null | undefined;
}

/** The first that applies of SUSPENDED, DISABLED, PAUSED and ACTIVE. */
export function webhookStatusOf(webhook: Omit<WebhookState, 'disabledReason'>): WebhookStatus {
  if (webhook.suspended) return WebhookStatus.SUSPENDED;
  if (webhook.disabledAt) return WebhookStatus.DISABLED;
  return webhook.pausedAt ? WebhookStatus.PAUSED : WebhookStatus.ACTIVE;
}

/** The reason that belongs to the status shown; null when the status says it all. */
export function statusReasonOf(webhook: WebhookState): WebhookStatusReason | null {
  const status = webhookStatusOf(webhook);
  if (status === WebhookStatus.SUSPENDED) return WebhookStatusReason.PLAN_LIMIT;
  return status === WebhookStatus.DISABLED ? (webhook.disabledReason ?? null) : null;
}
