import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { startReceiver, type Receiver } from '../../src/demo/receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const otherSecret = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
const body = '{"event":"rent.created","data":{},"timestamp":"2025-01-15T10:30:00Z"}';

let verified: string[];
let refused: { error: string; deliveryId: string }[];
let receiver: Receiver;

beforeEach(async () => {
  verified = [];
  refused = [];
  receiver = await startReceiver({
    onVerified: (deliveryId) => verified.push(deliveryId),
    onRefused: (error, deliveryId) => refused.push({ error, deliveryId }),
  });
});
afterEach(() => receiver.stop());

/** The headers the dispatcher sends, made here with the public library and node:crypto. */
function sign(key: string, text = body, at = new Date()): Record<string, string> {
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(key).sign('evt_1', at, text),
    'x-stockaj-signature': signPlainly(key, text),
    'x-stockaj-delivery': 'dlv_1',
  };
}

function signPlainly(key: string, text = body): string {
  return `sha256=${createHmac('sha256', key).update(text).digest('hex')}`;
}

async function post(headers: Record<string, string>): Promise<number> {
  const response = await fetch(receiver.url, { method: 'POST', headers, body });
  return response.status;
}

describe('the receiver of the demo', () => {
  test('accepts a request with two valid signatures', async () => {
    receiver.trust(secret);
    expect(await post(sign(secret))).toBe(204);
    expect(verified).toEqual(['dlv_1']);
    expect(refused).toEqual([]);
  });

  test('accepts one of two plain signatures during a secret rotation', async () => {
    receiver.trust(secret);
    const both = `${signPlainly(otherSecret)},${signPlainly(secret)}`;
    expect(await post({ ...sign(secret), 'x-stockaj-signature': both })).toBe(204);
  });

  test('refuses everything before it has a secret', async () => {
    expect(await post(sign(secret))).toBe(401);
    expect(verified).toEqual([]);
  });

  test.each([
    ['another secret', () => sign(otherSecret), 'webhook-signature'],
    ['another body', () => sign(secret, `${body} `), 'webhook-signature'],
    [
      'a timestamp one hour old',
      () => sign(secret, body, new Date(Date.now() - 3_600_000)),
      'webhook-signature',
    ],
    [
      'no signature',
      () => ({ 'x-stockaj-signature': signPlainly(secret), 'x-stockaj-delivery': 'dlv_1' }),
      'webhook-signature',
    ],
    [
      'a plain signature made with another secret',
      () => ({ ...sign(secret), 'x-stockaj-signature': signPlainly(otherSecret) }),
      'x-stockaj-signature',
    ],
    [
      'an empty plain signature',
      () => ({ ...sign(secret), 'x-stockaj-signature': '' }),
      'x-stockaj-signature',
    ],
  ])('refuses a request with %s and says which signature is wrong', async (_, headers, name) => {
    receiver.trust(secret);
    expect(await post(headers())).toBe(401);
    expect(verified).toEqual([]);
    expect(refused).toEqual([
      { deliveryId: 'dlv_1', error: expect.stringContaining(`${name} is wrong`) },
    ]);
  });
});
