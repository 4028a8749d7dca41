import { describe, expect, test } from '@jest/globals';
import {
  decideNoDeliveryReason,
  type MissingDelivery,
  type WebhookState,
} from '../../../src/events/explain/decide-no-delivery-reason.ts';

const open: WebhookState = {
  ...{ events: ['rent.created'], suspended: false, disabledReason: null, deletedAt: null },
};
const elsewhere = { ...open, events: ['item.created'] };
const disabled = { ...open, disabledReason: 'FAILING' };
const suspended = { ...open, suspended: true };
const deleted = { ...open, deletedAt: '2025-01-15T10:30:00+00:00' };
const unknown = { ...open, events: null };

function decide(states: MissingDelivery['states'], facts: Partial<MissingDelivery> = {}) {
  const missing = { eventType: 'rent.created', isTest: false, isLogKept: true };
  return decideNoDeliveryReason({ ...missing, states, ...facts });
}

describe('one state', () => {
  test.each([
    ['another type', elsewhere, 'NOT_SUBSCRIBED'],
    ['another family', { ...open, events: ['renter.*', 'item.*'] }, 'NOT_SUBSCRIBED'],
    ['disabled', disabled, 'DISABLED'],
    ['suspended', suspended, 'SUSPENDED'],
    ['deleted', deleted, 'DELETED'],
    ['before the creation', null, 'CREATED_LATER'],
    ['before the history', unknown, 'UNKNOWN'],
  ])('%s is the reason', (_name, state, reason) => {
    expect(decide([state])).toBe(reason);
    expect(decide([state], { isLogKept: false })).toBe(reason);
  });

  test('with several reasons has the first in their order', () => {
    expect(decide([{ ...suspended, ...{ deletedAt: deleted.deletedAt, events: [] } }])).toBe(
      'DELETED',
    );
    expect(decide([{ ...suspended, disabledReason: 'FAILING' }])).toBe('SUSPENDED');
    expect(decide([{ ...disabled, events: ['item.created'] }])).toBe('DISABLED');
  });

  test.each([['rent.created'], ['rent.*'], ['*']])(
    'that wants the event as %s explains nothing',
    (name) => {
      expect(decide([{ ...open, events: [name] }])).toBe('UNKNOWN');
    },
  );
});

describe('states that changed in the same seconds', () => {
  test('leave the reason certain if there is no delivery and only one state explains that', () => {
    expect(decide([open, disabled])).toBe('DISABLED');
    expect(decide([deleted, open])).toBe('DELETED');
    expect(decide([null, open])).toBe('CREATED_LATER');
  });

  test('leave it certain if it holds in all of them', () => {
    expect(decide([elsewhere, { ...elsewhere, ...{ deletedAt: deleted.deletedAt } }])).toBe(
      'NOT_SUBSCRIBED',
    );
  });

  test.each([
    ['two reasons', [elsewhere, disabled]],
    ['a creation and a deletion', [null, open, deleted]],
    ['a state before the history', [unknown, disabled]],
    ['no state', []],
  ])('leave it unknown with %s', (_name, states) => {
    expect(decide(states)).toBe('UNKNOWN');
  });

  test('leave it unknown if a delivery may be gone from the log', () => {
    expect(decide([open, disabled], { isLogKept: false })).toBe('UNKNOWN');
  });
});

test('a test of another webhook needs no state', () => {
  expect(decide([open], { isTest: true })).toBe('TEST_EVENT');
  expect(decide([deleted], { isTest: true, isLogKept: false })).toBe('TEST_EVENT');
});
