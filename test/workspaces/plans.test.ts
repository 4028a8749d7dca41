import { describe, expect, test } from '@jest/globals';
import { nextPlanOf, Plan, plansWithWebhooks, webhookLimitOf } from '../../src/workspaces/index.ts';

describe('the plans', () => {
  test.each([
    [Plan.FREE, 0],
    [Plan.STARTER, 0],
    [Plan.PROFESSIONAL, 10],
    [Plan.ENTERPRISE, null],
  ])('%s permits %p webhooks', (plan, limit) => {
    expect(webhookLimitOf(plan)).toBe(limit);
  });

  test.each([
    [Plan.FREE, { plan: 'PROFESSIONAL', webhookLimit: 10 }],
    [Plan.STARTER, { plan: 'PROFESSIONAL', webhookLimit: 10 }],
    [Plan.PROFESSIONAL, { plan: 'ENTERPRISE', webhookLimit: null }],
    [Plan.ENTERPRISE, null],
  ])('the next plan with more webhooks than %s is %j', (plan, next) => {
    expect(nextPlanOf(plan)).toEqual(next);
  });

  test('with webhooks are those whose limit is not 0', () => {
    expect(plansWithWebhooks).toEqual(['PROFESSIONAL', 'ENTERPRISE']);
  });
});
