import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readLogAddress, writeLogAddress } from '../../src/dashboard/deliveries/log/log-address.ts';
import {
  errorWords,
  responseClassWords,
  statusWords,
  triggerWords,
} from '../../src/dashboard/deliveries/log/log-words.ts';
import {
  emptyFilter,
  toDeliveryFilter,
  toPageVariables,
  type LogView,
} from '../../src/dashboard/deliveries/log/log-view.ts';

const someOf = <Value extends string>(words: Record<Value, string>) =>
  fc.subarray(Object.keys(words) as Value[]);
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const texts = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 });
const times = orNull(
  fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);

const views: fc.Arbitrary<LogView> = fc.record({
  filter: fc.record({
    statuses: someOf(statusWords),
    eventTypes: texts,
    triggers: someOf(triggerWords),
    errorCodes: someOf(errorWords),
    responseStatusClasses: someOf(responseClassWords),
    responseStatus: orNull(fc.integer({ min: 100, max: 999 })),
    webhookIds: texts,
    eventId: orNull(fc.string({ minLength: 1 })),
    createdAfter: times,
    createdBefore: times,
    text: orNull(fc.string({ minLength: 1, maxLength: 200 })),
  }),
  isOldestFirst: fc.boolean(),
  place: orNull(
    fc.record({
      side: fc.constantFrom('after' as const, 'before' as const),
      cursor: fc.string({ minLength: 1 }),
    }),
  ),
});

describe('the address of a log', () => {
  test('brings back every view that was written to it', () => {
    fc.assert(
      fc.property(views, (view) => {
        const address = new URLSearchParams(writeLogAddress(view).toString());
        expect(readLogAddress(address)).toEqual({ view, ignored: [] });
      }),
    );
  });

  test('has readable names', () => {
    const filter = { ...emptyFilter, statuses: ['FAILED' as const], eventTypes: ['rent.created'] };
    const view: LogView = { filter, isOldestFirst: false, place: null };
    expect(writeLogAddress(view).toString()).toBe('status=FAILED&type=rent.created');
  });

  test('ignores what it does not know, and names it', () => {
    const text =
      'status=LOST&status=FAILED&code=7&after=yesterday&order=random&colour=red&class=toString';
    const { view, ignored } = readLogAddress(new URLSearchParams(text));
    expect(view.filter).toEqual({ ...emptyFilter, statuses: ['FAILED'] });
    expect([...ignored].sort()).toEqual([
      'after=yesterday',
      'class=toString',
      'code=7',
      'colour=red',
      'order=random',
      'status=LOST',
    ]);
  });

  test('takes a value once, and times of every zone', () => {
    const text = 'type=rent.created&type=rent.created&after=2026-03-29T12:00:00%2B14:00';
    const { filter } = readLogAddress(new URLSearchParams(text)).view;
    expect(filter.eventTypes).toEqual(['rent.created']);
    expect(filter.createdAfter).toBe('2026-03-28T22:00:00.000Z');
  });
});

describe('the variables of a view', () => {
  test('leave out what does not restrict', () => {
    expect(toDeliveryFilter(emptyFilter)).toEqual({});
    expect(toDeliveryFilter({ ...emptyFilter, text: 'a', statuses: ['FAILED'] })).toEqual({
      statuses: ['FAILED'],
      text: 'a',
    });
  });

  test('ask for a page after or before a cursor', () => {
    const view: LogView = { filter: emptyFilter, isOldestFirst: true, place: null };
    expect(toPageVariables(view)).toMatchObject({ first: 100, orderBy: { direction: 'ASC' } });
    const place = { side: 'before' as const, cursor: 'c' };
    expect(toPageVariables({ ...view, place })).toMatchObject({ last: 100, before: 'c' });
  });
});
