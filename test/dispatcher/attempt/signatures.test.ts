import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { EndPreviousSecret, RegenerateSecret } from '../../kit/documents.ts';
import { verify, type ReceivedRequest } from '../../kit/receiver.ts';
import { setUpNode } from '../../kit/node-fixture.ts';

const fixture = setUpNode();

/** Publishes one event and returns its request. */
async function receiveOne(): Promise<ReceivedRequest> {
  const { customer, receiver } = fixture;
  const before = receiver.requests.length;
  const [id] = await customer.publish();
  await receiver.waitFor(before + 1);
  return receiver.requests.find(({ headers }) => headers['webhook-id'] === id)!;
}

/** The plain scheme, as the page for integrators describes it. */
function signPlainly(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function isVerified(secret: string, request: ReceivedRequest): boolean {
  try {
    verify(secret, request);
    return true;
  } catch {
    return false;
  }
}

async function regenerate(webhookId: string, keepPreviousForSeconds?: number): Promise<string> {
  const input = { webhookId, ...(keepPreviousForSeconds && { keepPreviousForSeconds }) };
  const { regenerateSecret } = await fixture.app.ask(fixture.customer.token, RegenerateSecret, {
    input,
  });
  expect(regenerateSecret.userErrors).toEqual([]);
  return regenerateSecret.secret!;
}

test('every request has both signatures, and headers that describe it', async () => {
  const { customer, receiver } = fixture;
  const { secret } = await customer.createWebhook(receiver.url);
  const request = await receiveOne();
  expect(verify(secret, request)).toMatchObject({ event: 'renter.created' });
  expect(request.headers['x-stockaj-signature']).toBe(signPlainly(secret, request.body));
  const [delivery] = await customer.waitForLog(1);
  expect(request.headers).toMatchObject({
    'webhook-id': delivery?.event?.id,
    'x-stockaj-event': 'renter.created',
    'x-stockaj-delivery': delivery?.id,
    'x-stockaj-attempt': '1',
    'user-agent': expect.stringMatching(/^Stockaj-Webhooks\/\d+\.\d+\.\d+$/),
    'content-type': 'application/json',
    accept: '*/*',
    'accept-encoding': 'identity',
  });
});

test('webhooks get an event with the same id and body, each signed with its own secret', async () => {
  const { customer, receiver } = fixture;
  const first = await customer.createWebhook(receiver.url);
  const second = await customer.createWebhook(receiver.url);
  const [id] = await customer.publish();
  const [one, two] = await receiver.waitFor(2);
  expect([one!.headers['webhook-id'], two!.headers['webhook-id']]).toEqual([id, id]);
  expect(one!.body).toBe(two!.body);
  const verified = [first, second].map(({ secret }) =>
    [one!, two!].map((r) => isVerified(secret, r)),
  );
  expect(verified.toSorted()).toEqual([
    [false, true],
    [true, false],
  ]);
});

test('a secret regenerated without an overlap replaces the old one at once', async () => {
  const { customer, receiver } = fixture;
  const { id, secret } = await customer.createWebhook(receiver.url);
  await receiveOne();
  const fresh = await regenerate(id);
  const request = await receiveOne();
  expect([isVerified(fresh, request), isVerified(secret, request)]).toEqual([true, false]);
  expect(request.headers['x-stockaj-signature']).toBe(signPlainly(fresh, request.body));
});

test('during an overlap both secrets sign by both schemes, and a second call drops the oldest', async () => {
  const { customer, receiver } = fixture;
  const { id, secret: first } = await customer.createWebhook(receiver.url);
  await receiveOne();
  const second = await regenerate(id, 3_600);
  const both = await receiveOne();
  expect([isVerified(second, both), isVerified(first, both)]).toEqual([true, true]);
  expect(both.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  expect(both.headers['x-stockaj-signature']).toBe(
    [second, first].map((secret) => signPlainly(secret, both.body)).join(','),
  );
  const third = await regenerate(id, 3_600);
  const request = await receiveOne();
  const verified = [third, second, first].map((secret) => isVerified(secret, request));
  expect(verified).toEqual([true, true, false]);
});

test('an overlap that is ended early leaves the present secret alone', async () => {
  const { app, customer, receiver } = fixture;
  const { id, secret: first } = await customer.createWebhook(receiver.url);
  const second = await regenerate(id, 3_600);
  await receiveOne();
  const end = async () =>
    (await app.ask(customer.token, EndPreviousSecret, { input: { webhookId: id } }))
      .endPreviousSecret;
  const ended = await end();
  expect(ended).toMatchObject({ userErrors: [], webhook: { previousSecretEndsAt: null } });
  const request = await receiveOne();
  expect([isVerified(second, request), isVerified(first, request)]).toEqual([true, false]);
  expect(await end()).toEqual(ended); // a repeat changes nothing, not even the version
});
