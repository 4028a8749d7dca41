import { describe, expect, test } from '@jest/globals';
import {
  decideNoDeliveryReason,
  type MissingDelivery,
  type WebhookState,
} from '../../../src/events/explain/decide-no-delivery-reason.ts';

const open: WebhookState = {
  ...{ events: ['rent.created'], suspended: false, disabledReason: null, deletedAt: null },
  filtering: 'PASSES',
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

const reasonOf = (...given: Parameters<typeof decide>) => decide(...given).reason;

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
    expect(reasonOf([state])).toBe(reason);
    expect(reasonOf([state], { isLogKept: false })).toBe(reason);
  });

  test('with several reasons has the first in their order', () => {
    expect(reasonOf([{ ...suspended, ...{ deletedAt: deleted.deletedAt, events: [] } }])).toBe(
      'DELETED',
    );
    expect(reasonOf([{ ...suspended, disabledReason: 'FAILING' }])).toBe('SUSPENDED');
    expect(reasonOf([{ ...disabled, events: ['item.created'] }])).toBe('DISABLED');
  });

  test.each([['rent.created'], ['rent.*'], ['*']])(
    'that wants the event as %s explains nothing',
    (name) => {
      expect(reasonOf([{ ...open, events: [name] }])).toBe('UNKNOWN');
    },
  );
});

describe('states that changed in the same seconds', () => {
  test('leave the reason certain if there is no delivery and only one state explains that', () => {
    expect(reasonOf([open, disabled])).toBe('DISABLED');
    expect(reasonOf([deleted, open])).toBe('DELETED');
    expect(reasonOf([null, open])).toBe('CREATED_LATER');
  });

  test('leave it certain if it holds in all of them', () => {
    expect(reasonOf([elsewhere, { ...elsewhere, ...{ deletedAt: deleted.deletedAt } }])).toBe(
      'NOT_SUBSCRIBED',
    );
  });

  test.each([
    ['two reasons', [elsewhere, disabled]],
    ['a creation and a deletion', [null, open, deleted]],
    ['a state before the history', [unknown, disabled]],
    ['no state', []],
  ])('leave it unknown with %s', (_name, states) => {
    expect(reasonOf(states)).toBe('UNKNOWN');
  });

  test('leave it unknown if a delivery may be gone from the log', () => {
    expect(reasonOf([open, disabled], { isLogKept: false })).toBe('UNKNOWN');
  });
});

test('a test of another webhook needs no state', () => {
  expect(reasonOf([open], { isTest: true })).toBe('TEST_EVENT');
  expect(reasonOf([deleted], { isTest: true, isLogKept: false })).toBe('TEST_EVENT');
});

describe('a state with a filter', () => {
  const refusing: WebhookState = { ...open, filtering: { clause: 'data.rent.version gt 1' } };
  const unclear: WebhookState = { ...open, filtering: 'UNKNOWN' };

  test('gives the clause that the event did not match', () => {
    const filteredOut = { reason: 'FILTERED_OUT', clause: 'data.rent.version gt 1' };
    expect(decide([refusing])).toEqual(filteredOut);
    expect(decide([refusing], { isLogKept: false })).toEqual(filteredOut);
    expect(decide([open, refusing, refusing])).toEqual(filteredOut);
  });

  test('comes after every other reason', () => {
    expect(decide([{ ...refusing, events: [] }])).toEqual({
      reason: 'NOT_SUBSCRIBED',
      clause: null,
    });
  });

  test('is certain without its clause if two filters refuse the event', () => {
    const other: WebhookState = { ...open, filtering: { clause: 'data.rent.version gt 2' } };
    expect(decide([refusing, other])).toEqual({ reason: 'FILTERED_OUT', clause: null });
  });

  test('and another reason in the same seconds leaves it unknown', () => {
    expect(reasonOf([refusing, disabled])).toBe('UNKNOWN');
    expect(reasonOf([refusing, null])).toBe('UNKNOWN');
  });

  test('refused an erased event if nothing else can have', () => {
    expect(decide([unclear])).toEqual({ reason: 'FILTERED_OUT', clause: null });
    expect(reasonOf([unclear, open])).toBe('FILTERED_OUT');
    expect(reasonOf([{ ...unclear, disabledReason: 'FAILING' }])).toBe('DISABLED');
    expect(reasonOf([{ ...unclear, events: [] }, refusing])).toBe('UNKNOWN');
    expect(reasonOf([unclear], { isLogKept: false })).toBe('UNKNOWN');
  });
});
