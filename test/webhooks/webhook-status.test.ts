import { describe, expect, test } from '@jest/globals';
import { statusReasonOf, webhookStatusOf } from '../../src/webhooks/index.ts';

const since = new Date();
const nothing = { suspended: false, disabledAt: null, disabledReason: null, pausedAt: null };
const disabled = { disabledAt: since, disabledReason: 'RECEIVER_GONE' } as const;

describe('the status of a webhook', () => {
  test.each([
    ['ACTIVE', null, {}],
    ['PAUSED', null, { pausedAt: since }],
    ['DISABLED', 'RECEIVER_GONE', disabled],
    ['DISABLED', 'FAILING', { ...disabled, disabledReason: 'FAILING' as const }],
    ['DISABLED', 'RECEIVER_GONE', { ...disabled, pausedAt: since }],
    ['SUSPENDED', 'PLAN_LIMIT', { suspended: true }],
    ['SUSPENDED', 'PLAN_LIMIT', { suspended: true, pausedAt: since }],
    ['SUSPENDED', 'PLAN_LIMIT', { ...disabled, suspended: true, pausedAt: since }],
  ])('is %s for the reason %s by the first fact that applies', (status, reason, facts) => {
    const webhook = { ...nothing, ...facts };
    expect(webhookStatusOf(webhook)).toBe(status);
    expect(statusReasonOf(webhook)).toBe(reason);
  });
});
