import { createHmac, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import {
  createSigningSecret,
  signRequest,
  type RequestParts,
} from '../../../src/dispatcher/http/sign-request.ts';

const secretText = (fill: number): string => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;

const partsOf = (changes: Partial<RequestParts> = {}): RequestParts => ({
  eventId: 'evt_1',
  eventType: 'rent.created',
  deliveryId: 'dlv_1',
  attempt: 3,
  body: '{"event":"rent.created"}',
  url: 'https://example.com/hook',
  timeoutSeconds: 10,
  secrets: [createSigningSecret(secretText(1))],
  now: new Date('2025-01-15T10:30:00.999Z'),
  version: '1.2.3',
  ...changes,
});

describe('a signed request', () => {
  test('matches the public vector of Standard Webhooks', () => {
    const { headers } = signRequest(
      partsOf({
        eventId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        now: new Date(1614265330 * 1_000),
        body: '{"test": 2432232314}',
        secrets: [createSigningSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
      }),
    );
    expect(headers['webhook-timestamp']).toBe('1614265330');
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('matches the public vector of the plain scheme', () => {
    // The vector's secret has no prefix, so its keys are made by hand.
    const textKey = createSecretKey(Buffer.from("It's a Secret to Everybody"));
    const { headers } = signRequest(
      partsOf({ body: 'Hello, World!', secrets: [{ textKey, bytesKey: textKey }] }),
    );
    expect(headers['x-stockaj-signature']).toBe(
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  test('is accepted by the verifier of Standard Webhooks, whatever its body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const body = JSON.stringify({ text });
        const { headers } = signRequest(partsOf({ body, now: new Date() }));
        expect(new Webhook(secretText(1)).verify(body, headers)).toEqual({ text });
      }),
    );
  });

  /** Any request, and a secret of any valid length. */
  const anyParts = fc.record({
    key: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    eventId: fc.stringMatching(/^evt_[0-9a-z]{26}$/),
    now: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
  });
  const textOf = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString('base64')}`;

  test('has the signatures of the two schemes, whatever its content', () => {
    fc.assert(
      fc.property(anyParts, ({ key, body, eventId, now }) => {
        const secrets = [createSigningSecret(textOf(key))];
        const { headers, body: sent } = signRequest(partsOf({ secrets, body, eventId, now }));
        const seconds = String(Math.floor(now.getTime() / 1_000));
        const signed = Buffer.concat([Buffer.from(`${eventId}.${seconds}.`), body]);
        expect(sent).toEqual(body);
        expect(headers).toMatchObject({
          'webhook-id': eventId,
          'webhook-timestamp': seconds,
          'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
          'x-stockaj-signature': `sha256=${createHmac('sha256', textOf(key)).update(body).digest('hex')}`,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('is rejected by that verifier when the body, id, time or secret differs by a bit', () => {
    const now = new Date();
    fc.assert(
      fc.property(
        anyParts.map((parts) => ({ ...parts, body: Buffer.from(`{"a":"${parts.eventId}"}`) })),
        fc.nat(),
        fc.constantFrom('body' as const, 'id' as const, 'time' as const, 'secret' as const),
        ({ key, body, eventId }, bit, what) => {
          const secrets = [createSigningSecret(textOf(key))];
          const { headers } = signRequest(partsOf({ secrets, body, eventId, now }));
          const verify = (by: Uint8Array, of: Buffer, changes: Record<string, string> = {}) =>
            new Webhook(textOf(by)).verify(of, { ...headers, ...changes });
          expect(() => verify(key, body)).not.toThrow();
          const flip = (bytes: Uint8Array): Buffer => {
            const flipped = Buffer.from(bytes);
            const at = bit % flipped.length;
            flipped[at] = flipped[at]! ^ (1 << (bit % 8));
            return flipped;
          };
          const time = String(Number(headers['webhook-timestamp']) + 1 + (bit % 60));
          const tampered = {
            body: () => verify(key, flip(body)),
            id: () =>
              verify(key, body, { 'webhook-id': flip(Buffer.from(eventId)).toString('latin1') }),
            time: () => verify(key, body, { 'webhook-timestamp': time }),
            secret: () => verify(flip(key), body),
          };
          expect(tampered[what]).toThrow('No matching signature');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('does not carry the signature of a replaced secret', () => {
    const secrets = [createSigningSecret(secretText(2))];
    const { headers, body } = signRequest(partsOf({ secrets, now: new Date() }));
    expect(() => new Webhook(secretText(1)).verify(String(body), headers)).toThrow();
  });

  test('is accepted with the old and the new secret during an overlap', () => {
    const secrets = [secretText(1), secretText(2)].map(createSigningSecret);
    const { headers, body } = signRequest(partsOf({ secrets, now: new Date() }));
    for (const text of [secretText(1), secretText(2)]) {
      expect(new Webhook(text).verify(String(body), headers)).toBeDefined();
      const plain = `sha256=${createHmac('sha256', text).update(body).digest('hex')}`;
      expect(headers['x-stockaj-signature']?.split(',')).toContain(plain);
    }
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  });

  test('carries exactly the documented headers, the unchanged body and the timeout', () => {
    expect(signRequest(partsOf())).toEqual({
      url: 'https://example.com/hook',
      body: Buffer.from('{"event":"rent.created"}'),
      timeoutMs: 10_000,
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': '1736937000',
        'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
        'x-stockaj-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
        'x-stockaj-event': 'rent.created',
        'x-stockaj-delivery': 'dlv_1',
        'x-stockaj-attempt': '3',
        'user-agent': 'Stockaj-Webhooks/1.2.3',
        'content-type': 'application/json',
        accept: '*/*',
        'accept-encoding': 'identity',
      },
    });
  });

  test('is never made without a secret', () => {
    expect(() => signRequest(partsOf({ secrets: [] }))).toThrow('without a secret');
  });
});

describe('a signing secret', () => {
  test('does not show its text when logged or turned into JSON', () => {
    const secret = createSigningSecret(secretText(1));
    const shown = inspect(secret, { depth: null, showHidden: true }) + JSON.stringify(secret);
    expect(shown).not.toContain(secretText(1).slice(6, 16));
  });

  test.each(['', 'whsec_', 'WHSEC_AAAA', 'AAAA', 'whsec_not base64', 'whsec_A'])(
    'cannot be made from %j, and the error does not repeat the text',
    (text) => {
      expect(() => createSigningSecret(text)).toThrow(
        'A signing secret must be "whsec_" followed by base64.',
      );
    },
  );
});
