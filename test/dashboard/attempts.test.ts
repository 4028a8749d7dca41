import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTurns } from '../../src/dashboard/api/create-turns.ts';
import { readChoice, writeChoice } from '../../src/dashboard/delivery/choose-attempts.ts';
import { compareHeaders } from '../../src/dashboard/delivery/compare-values.ts';
import { describeDelivery } from '../../src/dashboard/delivery/describe-delivery.ts';
import { divideTexts } from '../../src/dashboard/delivery/divide-texts.ts';
import { describePhases, dividePhases } from '../../src/dashboard/delivery/phases.ts';
import {
  readEventChoice,
  toEventVariables,
  writeEventChoice,
} from '../../src/dashboard/events/event-filter.ts';

describe('the phases of a request', () => {
  const none = { lookUpMs: null, connectMs: null, tlsMs: null, firstByteMs: null };

  test('come in their order, and the rest of the time last', () => {
    const times = { durationMs: 100, lookUpMs: 10, connectMs: 5, tlsMs: 20, firstByteMs: 60 };
    const phases = dividePhases(times);
    expect(describePhases(phases)).toBe(
      'DNS lookup 10 ms, Connection 5 ms, TLS 20 ms, First byte 60 ms, Rest 5 ms',
    );
    expect(phases.map(({ percent }) => percent)).toEqual([10, 5, 20, 60, 5]);
  });

  test('leave out what a reused connection did not need', () => {
    const phases = dividePhases({ ...none, durationMs: 1_250, firstByteMs: 1_250 });
    expect(describePhases(phases)).toBe('First byte 1.25 s');
  });

  test('are none when the outcome is unknown', () => {
    expect(dividePhases({ ...none, durationMs: null })).toEqual([]);
  });

  test('fill the bar, whatever was measured', () => {
    const ms = fc.option(fc.nat(30_000));
    const times = fc.record({
      ...{ durationMs: fc.nat(30_000), lookUpMs: ms, connectMs: ms, tlsMs: ms, firstByteMs: ms },
    });
    fc.assert(
      fc.property(times, (measured) => {
        const sum = dividePhases(measured).reduce((total, { percent }) => total + percent, 0);
        if (sum !== 0) expect(sum).toBeCloseTo(100);
      }),
    );
  });
});

describe('the comparison of two attempts', () => {
  test('pairs headers by name and marks those that differ', () => {
    const first = { date: 'Mon', server: 'a' };
    expect(compareHeaders(first, { server: 'b', date: 'Mon', via: 'x' })).toEqual([
      { name: 'date', first: 'Mon', second: 'Mon', differs: false },
      { name: 'server', first: 'a', second: 'b', differs: true },
      { name: 'via', first: null, second: 'x', differs: true },
    ]);
    expect(compareHeaders(null, null)).toEqual([]);
  });

  test('finds the part in which two texts differ', () => {
    const [first, second] = divideTexts('{"is":"up"}', '{"is":"down"}');
    expect(first).toEqual({ before: '{"is":"', different: 'up', after: '"}' });
    expect(second.different).toBe('down');
    expect(divideTexts('same', 'same')[0].different).toBe('');
  });

  test('never changes a text and never cuts a character in two', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', '🙀'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        for (const [index, { before, different, after }] of divideTexts(one, other).entries()) {
          expect(before + different + after).toBe([one, other][index]);
          for (const part of [before, different, after]) expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test('is in the address, where only existing attempts count', () => {
    const read = (text: string) => readChoice(new URLSearchParams(text), [1, 2, 3]);
    expect(read('attempt=2&with=1')).toEqual({ shown: 2, compared: 1 });
    expect(read('attempt=9&with=x')).toEqual({ shown: null, compared: null });
    expect(read('with=3')).toEqual({ shown: null, compared: null });
    expect(read(writeChoice({ shown: 3, compared: 2 }))).toEqual({ shown: 3, compared: 2 });
  });
});

describe('a delivery in words', () => {
  const facts = {
    ...({ status: 'PENDING', statusReason: null, trigger: 'EVENT', attemptCount: 0 } as const),
    ...{ nextAttemptAt: '2025-01-15T10:30:00Z', responseStatus: null, errorMessage: null },
  };

  test('that waits', () => {
    expect(describeDelivery(facts, 'ACTIVE')).toBe('Waits for its first attempt.');
    expect(describeDelivery(facts, 'PAUSED')).toBe(
      'The webhook is paused: this is sent after it is resumed.',
    );
    const test = { ...facts, trigger: 'TEST' } as const;
    expect(describeDelivery(test, 'PAUSED')).toBe('Waits for its first attempt.');
    const failed = { ...facts, attemptCount: 2, errorMessage: 'The receiver did not respond.' };
    expect(describeDelivery(failed, 'ACTIVE')).toBe(
      'Attempt 2 failed: The receiver did not respond. It will be tried again.',
    );
    expect(describeDelivery({ ...failed, nextAttemptAt: null }, 'ACTIVE')).toBe(
      'Attempt 2 failed: The receiver did not respond. Attempt 3 is in progress.',
    );
  });

  test('that has ended', () => {
    const failed = { ...facts, status: 'FAILED', attemptCount: 10, nextAttemptAt: null } as const;
    expect(describeDelivery({ ...failed, statusReason: 'ATTEMPTS_EXHAUSTED' }, 'ACTIVE')).toBe(
      'All 10 attempts failed. Nothing more is sent unless you resend it.',
    );
    expect(describeDelivery({ ...failed, statusReason: 'WEBHOOK_DELETED' }, null)).toBe(
      'The webhook was deleted before it could be sent.',
    );
  });
});

describe('the filter of events in the address', () => {
  const choice = {
    ...{ types: ['rent.created', 'item.deleted'], id: 'evt_1', next: 'cursor', previous: null },
    ...{ after: '2025-01-15T10:30:00.000Z', before: null },
  };

  test('is read as it was written', () => {
    expect(readEventChoice(writeEventChoice(choice))).toEqual(choice);
    expect(writeEventChoice(readEventChoice(new URLSearchParams())).toString()).toBe('');
  });

  test('leaves out a time that is none', () => {
    expect(readEventChoice(new URLSearchParams('after=soon')).after).toBeNull();
  });

  test('asks for what was chosen, forwards or backwards', () => {
    expect(toEventVariables(choice, 50)).toEqual({
      filter: { types: choice.types, id: 'evt_1', occurredAfter: choice.after },
      ...{ first: 50, after: 'cursor' },
    });
    expect(toEventVariables({ ...choice, next: null, previous: 'c' }, 50)).toMatchObject({
      ...{ last: 50, before: 'c' },
    });
  });
});

test('loads run one at a time, and of those asked for meanwhile only the last', async () => {
  const runInTurn = createTurns();
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const load = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => void ends.push(resolve));
  };
  for (const name of ['first', 'second', 'third']) runInTurn(load(name));
  expect(begun).toEqual(['first']);
  ends[0]!();
  await setImmediate();
  expect(begun).toEqual(['first', 'third']);
  ends[1]!();
  await setImmediate();
  runInTurn(load('fourth'));
  expect(begun).toEqual(['first', 'third', 'fourth']);
});
