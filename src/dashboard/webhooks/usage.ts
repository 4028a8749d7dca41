import type { Plan } from '../api/graphql/graphql.ts';
import { graphql } from '../api/graphql/index.ts';
import { countWebhooks } from '../words/numbers.ts';
import { toWords } from '../words/to-words.ts';

/** The use of the plan, and the next plan. */
export const usageDocument = graphql(/* GraphQL */ `
  query WebhooksUsage {
    workspace {
      id
      plan
      webhookCount
      webhookLimit
      webhookCounts {
        active
        paused
        disabled
        suspended
        failing
        total
      }
      nextPlan {
        plan
        webhookLimit
      }
    }
  }
`);

/** A plan and how many webhooks it allows; null for no limit. */
interface Offer {
  plan: Plan;
  webhookLimit: number | null;
}

/** Says what a plan allows: "Professional allows 10 webhooks". Without a full stop. */
export function describeOffer({ plan, webhookLimit }: Offer): string {
  const name = toWords(plan);
  if (webhookLimit === null) return `${name} has no limit`;
  return webhookLimit === 0
    ? `${name} has no webhooks`
    : `${name} allows ${countWebhooks(webhookLimit)}`;
}

/** Says the same of the present plan, as a sentence. */
export function describePlan(plan: Offer): string {
  return `The plan ${describeOffer(plan)}.`;
}

interface Usage extends Offer {
  webhookCount: number;
  nextPlan: Offer | null;
}

/** Says why the workspace can have no more webhooks, and which plan gives more. Null when there is room. */
export function describeFullPlan({ webhookCount, nextPlan, ...plan }: Usage): string | null {
  if (plan.webhookLimit === null || webhookCount < plan.webhookLimit) return null;
  const next = nextPlan ? ` ${describeOffer(nextPlan)}.` : '';
  return `${describePlan(plan)}${next}`;
}
