import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeEvent, findEventType, listEventTypes } from '../../../src/catalogue/index.ts';

const appUrl = 'https://app.stockaj.example';

type Data = Record<string, Record<string, unknown>>;

/** The sample of an event type with other values in its object. */
function changeSample(type: string, noun: string, values: object): Data {
  const data = structuredClone(findEventType(type)?.sample) as Data;
  Object.assign(data[noun] ?? {}, values);
  return data;
}

describe('the notice of an event', () => {
  test.each([
    [
      'rent.created',
      'New rent',
      'A rent of 2 items was reserved from 16 Jan to 18 Jan 2025.',
      'GOOD',
    ],
    ['rent.updated', 'Rent changed', 'A rent of 2 items was changed.', 'NEUTRAL'],
    ['rent.status_changed', 'Rent started', 'A rent of 2 items has started.', 'NEUTRAL'],
    ['rent.deleted', 'Rent deleted', 'A rent of 2 items was deleted.', 'WARNING'],
    [
      'item.created',
      'New item',
      'The item “Cordless drill 18 V” was added to the inventory.',
      'GOOD',
    ],
    ['item.updated', 'Item changed', 'The item “Cordless drill 18 V” was changed.', 'NEUTRAL'],
    [
      'item.deleted',
      'Item deleted',
      'The item “Cordless drill 18 V” was deleted from the inventory.',
      'WARNING',
    ],
    [
      'item.low_stock',
      'Low stock',
      'The item “Cordless drill 18 V” has 2 in stock now; the minimum is 3.',
      'WARNING',
    ],
    ['renter.created', 'New renter', 'The renter “Ada Brown” was added.', 'GOOD'],
    ['renter.updated', 'Renter changed', 'The renter “Ada Brown” was changed.', 'NEUTRAL'],
    ['renter.deleted', 'Renter deleted', 'The renter “Ada Brown” was deleted.', 'WARNING'],
  ])('%s says "%s"', (type, title, sentence, tone) => {
    const notice = describeEvent(type, findEventType(type)?.sample, null);
    expect(notice).toMatchObject({ title, sentence, tone, link: null });
  });

  test('names the new status of a rent', () => {
    const describeStatus = (status: string): object =>
      describeEvent(
        'rent.status_changed',
        changeSample('rent.status_changed', 'rent', { status }),
        null,
      );
    expect(describeStatus('RETURNED')).toMatchObject({ title: 'Rent returned', tone: 'GOOD' });
    expect(describeStatus('CANCELLED')).toMatchObject({ title: 'Rent cancelled', tone: 'WARNING' });
    expect(describeStatus('toString')).toMatchObject({ title: 'Rent changed', tone: 'NEUTRAL' });
  });

  test('is bad when nothing is left in stock', () => {
    const data = changeSample('item.low_stock', 'item', { quantityInStock: 0 });
    expect(describeEvent('item.low_stock', data, null)).toMatchObject({
      sentence: 'The item “Cordless drill 18 V” has no pieces left; the minimum is 3.',
      tone: 'BAD',
    });
  });

  test('shows what an update changed, and null as "none"', () => {
    const valueOf = (type: string, name: string): string | undefined =>
      describeEvent(type, findEventType(type)?.sample, null).facts.find(
        (fact) => fact.name === name,
      )?.value;
    expect(valueOf('item.updated', 'In stock')).toBe('12 → 15');
    expect(valueOf('renter.updated', 'Phone')).toBe('none → +44 20 7946 0958');
    expect(valueOf('rent.status_changed', 'Status')).toBe('RESERVED → ACTIVE');
    expect(valueOf('rent.updated', 'Ends')).toBe('18 Jan 2025, 17:00 UTC → 20 Jan 2025, 17:00 UTC');
    expect(valueOf('rent.created', 'Items')).toBe(
      '2 × itm_01jgxa1f00exbvtg6awhxs3mk2, 1 × itm_01jgxaakz0e3s9xv4x8qqdd062',
    );
  });

  test('counts the lines of a rent that it does not show', () => {
    const lines = Array.from({ length: 100 }, (_, quantity) => ({ itemId: 'itm_1', quantity }));
    const data = changeSample('rent.created', 'rent', { lines });
    const { sentence, facts } = describeEvent('rent.created', data, null);
    expect(sentence).toContain('A rent of 100 items');
    expect(facts.find(({ name }) => name === 'Items')?.value).toMatch(/itm_1 and 96 more$/);
  });

  test('links to the object in the app', () => {
    const links = ['rent.created', 'item.updated', 'renter.updated'].map(
      (type) => describeEvent(type, findEventType(type)?.sample, `${appUrl}/`).link,
    );
    expect(links).toEqual([
      `${appUrl}/rents/rnt_01jhmr6k20ek1sywd84wxnv5px`,
      `${appUrl}/items/itm_01jgxa1f00exbvtg6awhxs3mk2`,
      `${appUrl}/renters/rtr_01jh7qxnh0edpvxvt27nppd43k`,
    ]);
  });

  test.each(['rent.deleted', 'item.deleted', 'renter.deleted'])('of %s has no link', (type) => {
    expect(describeEvent(type, findEventType(type)?.sample, appUrl).link).toBeNull();
  });

  test.each(['../admin', 'rnt_1|x>', '', 'rnt_' + '1'.repeat(100), 7])(
    'has no link for the id %j',
    (id) => {
      const data = changeSample('rent.created', 'rent', { id });
      expect(describeEvent('rent.created', data, appUrl).link).toBeNull();
    },
  );

  test('isolates a name of a right-to-left script within the sentence', () => {
    const data = changeSample('renter.created', 'renter', { name: 'عادل' });
    const { sentence } = describeEvent('renter.created', data, null);
    expect(sentence).toBe('The renter “\u2068عادل\u2069” was added.');
  });
});

describe('an event of another form', () => {
  test.each(['', 'toString', '__proto__', 'rent.created ', 'invoice.paid'])(
    'of the unknown type %j has a plain notice',
    (type) => {
      const { sentence, ...rest } = describeEvent(type, { rent: { id: 'rnt_1' } }, appUrl);
      expect(rest).toEqual({ title: 'Event', facts: [], tone: 'NEUTRAL', link: null });
      expect(sentence).toMatch(/^An event( of the type [a-zA-Z_.]+)? happened\.$/);
    },
  );

  test('leaves out what is missing', () => {
    expect(describeEvent('rent.created', {}, appUrl)).toEqual({
      title: 'New rent',
      sentence: 'A rent was reserved.',
      facts: [],
      tone: 'GOOD',
      link: null,
    });
    expect(describeEvent('item.low_stock', { item: { name: 'Drill' } }, null)).toMatchObject({
      sentence: 'The item “Drill” is low in stock.',
      facts: [{ name: 'Name', value: 'Drill' }],
    });
  });

  test('never throws and stays within its limits, whatever the data', () => {
    const types = fc.constantFrom(...listEventTypes().map(({ name }) => name));
    const objects = fc.dictionary(
      fc.constantFrom('id', 'name', 'lines', 'status', 'startsAt', 'endsAt', 'quantityInStock'),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ minLength: 300, unit: 'grapheme' })),
    );
    const data = fc.oneof(
      fc.jsonValue(),
      objects.map((object) => ({ rent: object, item: object, renter: object, previous: object })),
    );
    fc.assert(
      fc.property(types, data, (type, value) => {
        const { sentence, facts } = describeEvent(type, value, appUrl);
        expect(sentence.length).toBeLessThanOrEqual(400);
        expect(facts.length).toBeLessThanOrEqual(8);
        for (const fact of facts) expect(Array.from(fact.value).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });
});
