import { expect, test } from '@jest/globals';
import { deliver } from '../../../src/dispatcher/attempt/deliver.ts';
import { createSigningSecret } from '../../../src/dispatcher/http/sign-request.ts';
import type { Outcome } from '../../../src/dispatcher/http/outcome.ts';
import type { ClaimedDelivery } from '../../../src/deliveries/index.ts';
import { systemClock } from '../../../src/kernel/index.ts';
import { createTestErrorLog } from '../../kit/error-log.ts';

const uuid = '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa';

const delivery: ClaimedDelivery = {
  ...{ id: uuid, workspaceId: 'acme', webhookId: uuid, eventId: uuid, eventType: 'rent.created' },
  ...{ body: Buffer.from('{}'), trigger: 'EVENT', token: uuid, attempt: 1, probe: null },
  ...{ dueMs: 0, leaseEndsMs: 0, webhookVersion: 1, webhookSeenMs: 0, companions: [] },
};

const settings = {
  ...{ url: 'https://hooks.example.com/', shownUrl: 'https://hooks.example.com/' },
  ...{ storedUrl: 'https://hooks.example.com/', format: 'JSON' as const, messageText: null },
  customHeaders: null,
  ...{ timeoutSeconds: 10, isFailing: false },
  secrets: [createSigningSecret(`whsec_${Buffer.alloc(32).toString('base64')}`)],
};

test('an internal error after the request is logged as an attempt of unknown outcome', async () => {
  const errors: unknown[] = [];
  /** An outcome that cannot be judged. */
  const outcome = {
    durationMs: 1,
    get response(): never {
      throw new Error('unreadable');
    },
  } as unknown as Outcome; // no real outcome throws
  const [{ result, health }] = await deliver(
    {
      sender: { send: () => Promise.resolve(outcome) },
      clock: systemClock,
      random: () => 0.5,
      schedule: [0, 5],
      version: '1.0.0',
      appUrl: null,
      errorLog: { ...createTestErrorLog(), noteFailed: (error) => void errors.push(error) },
    },
    delivery,
    settings,
  );
  expect(result).toMatchObject({
    delivery: { id: uuid, attempt: 1 },
    facts: { errorCode: 'OUTCOME_UNKNOWN', responseStatus: null },
    next: { status: 'PENDING' },
  });
  expect(health).toBeNull();
  expect(errors).toMatchObject([{ message: 'unreadable' }]);
});
