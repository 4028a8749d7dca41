import { expect, test } from '@jest/globals';
import { describeStatus, type DescribedWebhook } from '../../src/webhooks/describe-status.ts';

const well: DescribedWebhook = {
  ...{ status: 'ACTIVE', statusReason: null, pausedAt: null, disabledAt: null },
  ...{ failingSince: null, coolingDownUntil: null },
};
const first = new Date('2025-01-15T10:30:00.123Z');
const later = new Date('2025-01-20T11:00:00.456Z');

test('a webhook that is well needs no words', () => {
  expect(describeStatus(well)).toBeNull();
});

test.each<[string, Partial<DescribedWebhook>, RegExp[]]>([
  [
    'a failing webhook',
    { failingSince: first },
    [/^Failing since 2025-01-15T10:30:00Z\./, /One success/, /From 2025-01-20T10:30:00Z on/],
  ],
  [
    'a webhook in a cool-down',
    { coolingDownUntil: later, failingSince: first },
    [
      /Retry-After/,
      /After 2025-01-20T11:00:00Z, one delivery is sent, unless it is being sent already/,
      /Failing since/,
    ],
  ],
  [
    'a paused webhook',
    { status: 'PAUSED', pausedAt: first },
    [/^Paused since 2025-01-15T10:30:00Z\./, /until the webhook is resumed/],
  ],
  [
    'a webhook whose receiver is gone',
    { status: 'DISABLED', statusReason: 'RECEIVER_GONE', disabledAt: later, failingSince: first },
    [
      /^Disabled since 2025-01-20T11:00:00Z: the receiver returned 410 Gone, or its chat service no longer knows the URL\./,
      /enable the webhook/,
    ],
  ],
  [
    'a webhook disabled after failures',
    { status: 'DISABLED', statusReason: 'FAILING', disabledAt: later, failingSince: first },
    [/no delivery has succeeded since 2025-01-15T10:30:00Z\./, /enable the webhook/],
  ],
  [
    'a suspended webhook, whatever else it is',
    { status: 'SUSPENDED', statusReason: 'PLAN_LIMIT', disabledAt: later, pausedAt: first },
    [/^Suspended because/, /plan/],
  ],
])('%s says since when and what ends it', (_name, facts, patterns) => {
  const message = describeStatus({ ...well, ...facts });
  for (const pattern of patterns) expect(message).toMatch(pattern);
});
