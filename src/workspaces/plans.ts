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

/** A plan, and how many webhooks it allows; null for no limit. */
export interface PlanOffer {
  plan: Plan;
  webhookLimit: number | null;
}

/** Returns the lowest plan that allows more webhooks than this one; null when none does. */
export function nextPlanOf(plan: Plan): PlanOffer | null {
  const limit = webhookLimitOf(plan) ?? Infinity;
  const offers = Object.values(Plan).map((each) => ({
    plan: each,
    webhookLimit: webhookLimitOf(each),
  }));
  return offers.find(({ webhookLimit }) => (webhookLimit ?? Infinity) > limit) ?? null;
}

/** The plans with webhooks, for error messages. */
export const plansWithWebhooks: readonly Plan[] = Object.values(Plan).filter(
  (plan) => webhookLimitOf(plan) !== 0,
);
