import { expect, test } from '@jest/globals';
import { findEventType } from '../../../src/catalogue/index.ts';
import { deliver } from '../../../src/dispatcher/attempt/deliver.ts';
import { createSigningSecret } from '../../../src/dispatcher/http/sign-request.ts';
import type { Outcome } from '../../../src/dispatcher/http/outcome.ts';
import type { ClaimedDelivery } from '../../../src/deliveries/index.ts';
import { encodeId, IdPrefix, systemClock } from '../../../src/kernel/index.ts';
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

/** Delivers with this outcome. @returns its result, and the errors that were logged */
async function deliverWith(
  outcome: Outcome,
  changes: { format?: 'SLACK' } = {},
  delivered: ClaimedDelivery = delivery,
) {
  const errors: unknown[] = [];
  const dependencies = {
    sender: { send: () => Promise.resolve(outcome) },
    clock: systemClock,
    random: () => 0.5,
    schedule: [0, 5],
    version: '1.0.0',
    appUrl: null,
    errorLog: {
      ...createTestErrorLog(),
      noteFailed: (error: unknown, _text: string, details: object) =>
        void errors.push({ error, details }),
    },
  };
  const [finished] = await deliver(dependencies, delivered, { ...settings, ...changes });
  return { ...finished, errors };
}

/** An outcome that cannot be judged. */
const unreadable = {
  durationMs: 1,
  get response(): never {
    throw new Error('unreadable');
  },
} as unknown as Outcome; // no real outcome throws

test('an internal error after the request is logged as an attempt of unknown outcome', async () => {
  const { result, health, errors } = await deliverWith(unreadable);
  expect(result).toMatchObject({
    delivery: { id: uuid, attempt: 1 },
    facts: { errorCode: 'OUTCOME_UNKNOWN', responseStatus: null },
    next: { status: 'PENDING' },
  });
  expect(health).toBeNull();
  expect(errors).toMatchObject([{ error: { message: 'unreadable' } }]);
});

test('an internal error after the second request that may have posted a message ends the delivery', async () => {
  const { sample: data } = findEventType('rent.created');
  const event = { type: 'rent.created', timestamp: '2025-01-15T10:30:00.000Z', data };
  const body = Buffer.from(JSON.stringify(event));
  const format = { format: 'SLACK' } as const;
  const first = await deliverWith(unreadable, format, { ...delivery, body });
  expect(first.result.next).toMatchObject({ status: 'PENDING' });
  const posted = { ...delivery, body, mayBePosted: true };
  const second = await deliverWith(unreadable, format, posted);
  expect(second.result.next).toEqual({ status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' });
});

test('a message that its service does not accept is logged as our error, with its delivery', async () => {
  const { sample: data } = findEventType('rent.created');
  const event = { type: 'rent.created', timestamp: '2025-01-15T10:30:00.000Z', data };
  const response = { status: 400, headers: {}, retryAfter: null, body: 'invalid_blocks' };
  const outcome = {
    durationMs: 1,
    phases: {},
    response: { ...response, isBodyCut: false, bodyError: null },
    failure: null,
  } as unknown as Outcome; // without the times of its phases
  const { result, errors } = await deliverWith(
    outcome,
    { format: 'SLACK' },
    { ...delivery, body: Buffer.from(JSON.stringify(event)) },
  );
  expect(result.next).toEqual({ status: 'FAILED', reason: 'MESSAGE_REFUSED' });
  const message = 'The format SLACK made a message that the service does not accept.';
  const details = { delivery: encodeId(IdPrefix.delivery, uuid), deliveries: 1 };
  expect(errors).toMatchObject([{ error: { message }, details }]);
});
