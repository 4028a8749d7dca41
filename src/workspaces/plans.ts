/** The plans, in rising order. */
export const Plan = {
  FREE: 'FREE',
  STARTER: 'STARTER',
  PROFESSIONAL: 'PROFESSIONAL',
  ENTERPRISE: 'ENTERPRISE',
} as const;
export type Plan = (typeof Plan)[keyof typeof Plan];

const webhookLimits: Record<Plan, number | null> = {
  FREE: 0,
  STARTER: 0,
  PROFESSIONAL: 10,
  ENTERPRISE: null,
};

/** Returns how many webhooks a workspace of this plan may have, without deleted ones; null for no limit. */
export function webhookLimitOf(plan: Plan): number | null {
  return webhookLimits[plan];
}

/** The plans with webhooks, for error messages. */
export const plansWithWebhooks: readonly Plan[] = Object.values(Plan).filter(
  (plan) => webhookLimitOf(plan) !== 0,
);
