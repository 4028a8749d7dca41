import { describe, expect, test } from '@jest/globals';
import { divideDescription } from '../../src/dashboard/webhook-form/divide-description.ts';
import { orderEventTypes } from '../../src/dashboard/send-test/order-event-types.ts';
import { groupEventTypes } from '../../src/dashboard/webhook-form/group-event-types.ts';
import { placeErrors } from '../../src/dashboard/webhook-form/place-errors.ts';
import {
  listDifferences,
  mergeValues,
  textOf,
} from '../../src/dashboard/webhook-form/compare-values.ts';
import {
  newValues,
  toSettings,
  toValues,
} from '../../src/dashboard/webhook-form/webhook-values.ts';

const saved = {
  name: 'Orders',
  url: 'https://hooks.example.com/',
  format: 'JSON' as const,
  description: null,
  filter: null,
  messageText: null,
  events: ['rent.created', 'item.created'],
  timeoutSeconds: 10,
  headers: [
    { name: 'X-Team', value: 'orders', isSecret: false },
    { name: 'X-Key', value: null, isSecret: true },
  ],
};

describe('the values of the form', () => {
  test('are the settings of the webhook, and become them again', () => {
    const sorted = {
      ...{ ...saved, description: '', filter: {}, messageText: '' },
      events: ['item.created', 'rent.created'],
    };
    expect(toSettings(toValues(saved))).toEqual(sorted);
    expect(toSettings(toValues({ ...saved, events: ['*'] }))).toMatchObject({ events: ['*'] });
  });

  test('keep secret headers that nobody types again, and never write their values', () => {
    const values = toValues(saved);
    expect(textOf(values, 'headers')).toBe('X-Team: orders; X-Key: Set, not shown');
    const [team, key] = values.headers;
    const typed = { ...values, headers: [team!, { ...key!, value: 's3cret' }] };
    expect(toSettings(typed).headers[1]).toEqual({
      name: 'X-Key',
      value: 's3cret',
      isSecret: true,
    });
    expect(listDifferences(values, typed)).toEqual(['headers']);
    expect(textOf(typed, 'headers')).toBe('X-Team: orders; X-Key: a new secret value');
    const shown = { ...values, headers: [{ ...key!, isSecret: false }] };
    expect(toSettings(shown).headers).toEqual([{ name: 'X-Key', value: null, isSecret: false }]);
    expect(textOf(newValues, 'headers')).toBe('None');
  });

  test('differ by field, whatever the order of the events', () => {
    const one = toValues(saved);
    const other = { ...one, events: one.events.toReversed(), timeoutSeconds: 3 };
    expect(listDifferences(one, other)).toEqual(['timeoutSeconds']);
    expect(listDifferences(one, { ...one, hasAllEvents: true })).toEqual(['events']);
    expect(textOf(one, 'events')).toBe('item.created, rent.created');
    expect(textOf(newValues, 'events')).toBe('All events');
    expect(textOf(one, 'timeoutSeconds')).toBe('10 s');
  });

  test('send the URL of a chat service only when it is replaced', () => {
    const chat = toValues({ ...saved, url: 'https://hooks.slack.com/****WXYZ', format: 'SLACK' });
    expect(toSettings(chat)).not.toHaveProperty('url');
    expect(textOf(chat, 'url')).toBe('https://hooks.slack.com/****WXYZ');
    const replaced = { ...chat, isUrlKept: false, url: 'https://hooks.slack.com/services/1' };
    expect(toSettings(replaced)).toMatchObject({ url: replaced.url, format: 'SLACK' });
    expect(listDifferences(chat, replaced)).toEqual(['url']);
    expect(mergeValues(chat, { ...chat, name: 'Mine' }, chat).isUrlKept).toBe(true);
    expect(mergeValues(chat, replaced, chat)).toMatchObject({
      isUrlKept: false,
      url: replaced.url,
    });
  });

  test('have a message text for a chat format alone', () => {
    const chat = { ...newValues, format: 'SLACK' as const, messageText: 'Hello' };
    expect(toSettings(chat).messageText).toBe('Hello');
    expect(toSettings({ ...chat, format: 'JSON' }).messageText).toBe('');
    expect(listDifferences(newValues, { ...newValues, messageText: 'Hello' })).toEqual([]);
  });

  test('keep what was typed when the present state is loaded', () => {
    const base = toValues(saved);
    const typed = { ...base, name: 'Mine', hasAllEvents: true };
    const present = { ...base, name: 'Theirs', timeoutSeconds: 20, events: ['rent.deleted'] };
    expect(mergeValues(base, typed, present)).toMatchObject({
      ...{ name: 'Mine', timeoutSeconds: 20, hasAllEvents: true, events: base.events },
    });
    expect(mergeValues(base, base, present)).toEqual(present);
  });
});

test('each error stands at its field, and those without one stand above the form', () => {
  const at = (field: string | null, message: string) => ({ code: 'INVALID_INPUT', field, message });
  const errors = [at('url', 'A.'), at('events.0', 'B.'), at('events.3', 'C.'), at(null, 'D.')];
  errors.push(at('filter', 'F.'), at('filter.any.2.in.0', 'G.'), at('filter.any.2', 'H.'));
  errors.push(at('headers.2.name', 'I.'), at('headers', 'J.'));
  expect(placeErrors([...errors, at('idempotencyKey', 'E.')])).toEqual({
    fields: {
      ...{ url: 'A.', events: 'B. C.', filter: 'F.', 'filter.rows.2': 'G. H.' },
      ...{ 'headers.2.name': 'I.', headers: 'J.' },
    },
    others: [at(null, 'D.'), at('idempotencyKey', 'E.')],
  });
});

test('event types stand by noun, and those of the webhook first', () => {
  const names = ['rent.created', 'item.created', 'rent.deleted'];
  const groups = groupEventTypes(names.map((name) => ({ name })));
  expect(groups.map(({ noun, types }) => [noun, types.length])).toEqual([
    ['rent', 2],
    ['item', 1],
  ]);
  expect(orderEventTypes(names, ['item.created']).map(({ items }) => items)).toEqual([
    ['item.created'],
    ['rent.created', 'rent.deleted'],
  ]);
  expect(orderEventTypes(names, ['rent.*']).map(({ items }) => items)).toEqual([
    ['rent.created', 'rent.deleted'],
    ['item.created'],
  ]);
  expect(orderEventTypes(names, ['*']).map(({ items }) => items)).toEqual([names]);
});

test('a description of an event type is divided at its first semicolon', () => {
  expect(divideDescription('Fires once for each item.')).toEqual({
    first: 'Fires once for each item.',
    rest: null,
  });
  expect(divideDescription('Fires for a rent; it is new; it has an id.')).toEqual({
    first: 'Fires for a rent.',
    rest: 'It is new; it has an id.',
  });
});
