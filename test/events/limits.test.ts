import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventValidator } from '../../src/catalogue/index.ts';
import { checkDrafts } from '../../src/events/event-draft.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, createDrafts } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';

/** Accepts any data, since data that matches the real catalogue cannot reach 256 KiB. */
const permissive: EventValidator = { validateEventData: () => [] };
const now = new Date('2025-01-15T10:30:00Z');
const kiB = 1024;

/** Makes a draft whose body has exactly this many bytes. */
function draftOf(bytes: number) {
  const envelope = '{"event":"rent.created","data":"","timestamp":"2025-01-15T10:30:00Z"}';
  return { type: 'rent.created', data: 'x'.repeat(bytes - envelope.length) };
}

function check(...bytes: number[]) {
  return checkDrafts(bytes.map(draftOf), permissive, now);
}

describe('a call', () => {
  test('may have exactly 256 KiB per payload and 1 MiB in total', () => {
    const events = check(256 * kiB, 256 * kiB, 256 * kiB, 256 * kiB);
    expect(events.map(({ body }) => Buffer.byteLength(body))).toEqual(Array(4).fill(256 * kiB));
  });

  test('with one byte more in a payload is refused, and the error names the event', () => {
    expect(() => check(100, 256 * kiB + 1)).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ code: 'INVALID_INPUT', field: 'events.1.data' })],
      }),
    );
  });

  test('with one byte more in total is refused', () => {
    const rest = 1024 * kiB - 4 * 255 * kiB;
    expect(check(...Array<number>(4).fill(255 * kiB), rest)).toHaveLength(5);
    expect(() => check(...Array<number>(4).fill(255 * kiB), rest + 1)).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ code: 'INVALID_INPUT', field: 'events' })],
      }),
    );
  });

  test('is measured in bytes, not in characters', () => {
    const drafts = [{ type: 'rent.created', data: '山'.repeat(90 * kiB) }];
    expect(() => checkDrafts(drafts, permissive, now)).toThrow('256 KiB');
  });
});

describe('publishEvents', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  test.each([0, 101])('refuses %i events and publishes none', async (count) => {
    const { token, log, createWebhook } = await createCustomer(app);
    await createWebhook('https://receiver.fixture.example/hook');
    const input = { events: createDrafts(count) };
    const { publishEvents } = await app.ask(token, PublishEvents, { input });
    expect(publishEvents).toMatchObject({
      events: null,
      userErrors: [{ code: 'INVALID_INPUT', field: 'events' }],
    });
    expect(await log()).toEqual([]);
  });

  test('accepts 100 events in one call and returns them in order', async () => {
    const { token } = await createCustomer(app);
    const { renter } = createDrafts(1)[0]!.data as { renter: object };
    const events = Array.from({ length: 100 }, (_, n) => ({
      type: 'renter.created',
      data: { renter: { ...renter, version: n + 1 } },
    }));
    const { publishEvents } = await app.ask(token, PublishEvents, { input: { events } });
    expect(publishEvents.userErrors).toEqual([]);
    expect(publishEvents.events?.map(({ payload }) => payload)).toMatchObject(
      events.map(({ data }) => ({ data })),
    );
  });

  test('returns every error of a call, each with its field', async () => {
    const { token } = await createCustomer(app);
    const [good] = createDrafts(1);
    const { renter } = good!.data as { renter: object };
    const events = [
      good!,
      { type: 'rent.exploded', data: {} },
      { type: 'renter.created', data: { renter: { ...renter, name: 'x'.repeat(201) } } },
      { type: '*', data: {} },
    ];
    const { publishEvents } = await app.ask(token, PublishEvents, { input: { events } });
    expect(publishEvents).toMatchObject({
      events: null,
      userErrors: [
        { code: 'UNKNOWN_EVENT_TYPE', field: 'events.1.type' },
        { code: 'INVALID_INPUT', field: 'events.2.data.renter.name' },
        { code: 'UNKNOWN_EVENT_TYPE', field: 'events.3.type' },
      ],
    });
  });

  test('refuses a payload of more than 256 KiB, with its field', async () => {
    const { token } = await createCustomer(app);
    const { renter } = createDrafts(1)[0]!.data as { renter: object };
    const data = { renter: { ...renter, name: 'x'.repeat(257 * kiB) } };
    const input = { events: [{ type: 'renter.created', data }] };
    const { publishEvents } = await app.ask(token, PublishEvents, { input });
    expect(publishEvents).toMatchObject({
      events: null,
      userErrors: [{ code: 'INVALID_INPUT', field: 'events.0.data' }],
    });
  });
});
