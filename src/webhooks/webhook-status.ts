/** Status of a webhook, in order of precedence. */
export const WebhookStatus = {
  SUSPENDED: 'SUSPENDED',
  DISABLED: 'DISABLED',
  PAUSED: 'PAUSED',
  ACTIVE: 'ACTIVE',
} as const;
export type WebhookStatus = (typeof WebhookStatus)[keyof typeof WebhookStatus];

/** Reasons why we disable a webhook. */
export const DisabledReason = {
  /** The receiver returned 410 Gone. */
  RECEIVER_GONE: 'RECEIVER_GONE',
  /** A delivery exhausted its attempts, and nothing had succeeded for 5 days. */
  FAILING: 'FAILING',
} as const;
export type DisabledReason = (typeof DisabledReason)[keyof typeof DisabledReason];

/** Reasons why a webhook is suspended or disabled. */
export const WebhookStatusReason = {
  /** The workspace has more webhooks than its plan allows. */
  PLAN_LIMIT: 'PLAN_LIMIT',
  ...DisabledReason,
} as const;
export type WebhookStatusReason = (typeof WebhookStatusReason)[keyof typeof WebhookStatusReason];

/** The three independent facts behind a status. */
export interface WebhookState {
  /** By the plan. */
  suspended: boolean;
  /** By us. */
  disabledAt?: Date | null | undefined;
  disabledReason?: DisabledReason | null | undefined;
  /** By the user. */
  pausedAt?: Date | null | undefined;
}

/** Returns the first status that applies: SUSPENDED, DISABLED, PAUSED or ACTIVE. */
export function webhookStatusOf(webhook: Omit<WebhookState, 'disabledReason'>): WebhookStatus {
  if (webhook.suspended) return WebhookStatus.SUSPENDED;
  if (webhook.disabledAt) return WebhookStatus.DISABLED;
  return webhook.pausedAt ? WebhookStatus.PAUSED : WebhookStatus.ACTIVE;
}

/** Returns the reason for the status; null for ACTIVE and PAUSED. */
export function statusReasonOf(webhook: WebhookState): WebhookStatusReason | null {
  const status = webhookStatusOf(webhook);
  if (status === WebhookStatus.SUSPENDED) return WebhookStatusReason.PLAN_LIMIT;
  return status === WebhookStatus.DISABLED ? (webhook.disabledReason ?? null) : null;
}
