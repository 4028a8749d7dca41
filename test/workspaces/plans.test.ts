import { describe, expect, test } from '@jest/globals';
import { Plan, plansWithWebhooks, webhookLimitOf } from '../../src/workspaces/index.ts';

describe('the plans', () => {
  test.each([
    [Plan.FREE, 0],
    [Plan.STARTER, 0],
    [Plan.PROFESSIONAL, 10],
    [Plan.ENTERPRISE, null],
  ])('%s permits %p webhooks', (plan, limit) => {
    expect(webhookLimitOf(plan)).toBe(limit);
  });

  test('with webhooks are those whose limit is not 0', () => {
    expect(plansWithWebhooks).toEqual(['PROFESSIONAL', 'ENTERPRISE']);
  });
});
