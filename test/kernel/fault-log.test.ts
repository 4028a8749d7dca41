import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { createFaultLog, UnavailableError, type FaultLog } from '../../src/kernel/index.ts';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.ts';

/** Levels of pino. */
const level = { info: 30, warn: 40, error: 50 };

interface Line {
  level: number;
  msg: string;
  count?: number;
  fault?: { code?: string; message: string; stack?: string };
}

let lines: Line[];
let clock: FakeClock;
let faults: FaultLog;

function open(lowest: 'info' | 'debug'): FaultLog {
  const logger = pino(
    { level: lowest },
    { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
  );
  const isTemporary = (thrown: unknown) =>
    (thrown as { code?: string }).code?.startsWith('57') === true;
  return createFaultLog({ logger, clock, isTemporary });
}

beforeEach(() => {
  jest.useFakeTimers();
  [lines, clock] = [[], createFakeClock()];
  faults = open('info');
});
afterEach(() => {
  faults.flush();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function fail(code: string, message = 'it is gone'): Error {
  return Object.assign(new Error(message), { code });
}

/** Lets time pass, and the log look at it. */
function pass(ms: number): void {
  clock.advance(ms);
  jest.advanceTimersByTime(1_000);
}

describe('faults of one cause', () => {
  test('are logged at once, then counted by the minute, and their end is told', () => {
    for (let n = 1; n <= 300; n += 1) faults.noteRetried(fail('57P01', `row ${n}`), 'cannot read');
    expect(lines).toMatchObject([{ level: level.warn, msg: 'cannot read', count: 1 }]);
    pass(59_000);
    expect(lines).toHaveLength(1);
    pass(1_000);
    expect(lines[1]).toMatchObject({ level: level.warn, msg: 'cannot read', count: 299 });
    faults.noteRetried(fail('57P01'), 'cannot read');
    pass(60_000);
    expect(lines[2]).toMatchObject({ msg: 'cannot read', count: 1 });
    pass(60_000);
    expect(lines.slice(3)).toMatchObject([
      { level: level.info, msg: 'not again for a minute: cannot read', count: 301 },
    ]);
    faults.noteRetried(fail('57P01'), 'cannot read');
    expect(lines[4]).toMatchObject({ level: level.warn, count: 1 });
  });

  test('are told apart by place and code, however deep the code is, and not by message', () => {
    faults.noteRetried(fail('57P01', 'one'), 'cannot read');
    faults.noteRetried(new Error('wrapped', { cause: fail('57P01', 'two') }), 'cannot read');
    faults.noteRetried(fail('57P03'), 'cannot read');
    faults.noteFailed(fail('57P01'), 'a call failed', {});
    expect(lines.map(({ msg, fault }) => [msg, fault?.code])).toEqual([
      ['cannot read', '57P01'],
      ['cannot read', '57P03'],
      ['a call failed', '57P01'],
    ]);
  });

  test('take a bounded number of lines, whatever their codes are', () => {
    for (let n = 0; n < 10_000; n += 1) faults.noteRetried(fail(`57${n}`), 'cannot read');
    expect(lines.length).toBeLessThan(300);
  });

  test('are all logged, with their stacks, at the level debug', () => {
    const verbose = open('debug');
    for (let n = 1; n <= 3; n += 1) verbose.noteRetried(fail('57P01'), 'cannot read');
    expect(lines).toHaveLength(3);
    expect(lines[2]?.fault?.stack).toContain('at ');
    verbose.flush();
  });

  test('are told when the node stops, as far as they were not told before', () => {
    for (let n = 1; n <= 5; n += 1) faults.noteFailed(fail('57P01'), 'a call failed', {});
    faults.flush();
    expect(lines.map(({ count }) => count)).toEqual([1, 4]);
    faults.flush();
    expect(lines).toHaveLength(2);
  });
});

describe('a fault', () => {
  test.each([
    ['that is temporary', fail('57P01')],
    ['of something that is unavailable', new UnavailableError({ cause: new Error('no keys') })],
  ])('%s has no stack', (_title, thrown) => {
    faults.noteFailed(thrown, 'a call failed', { requestId: 'one' });
    expect(lines).toMatchObject([{ level: level.warn, requestId: 'one' }]);
    expect(JSON.stringify(lines)).not.toContain('"stack"');
  });

  test('that is lasting is logged for each call, with its stack and the details', () => {
    const thrown = fail('42703');
    faults.noteFailed(thrown, 'a call failed', { requestId: 'one' });
    faults.noteFailed(thrown, 'a call failed', { requestId: 'two' });
    expect(lines).toMatchObject([
      { level: level.error, requestId: 'one' },
      { level: level.error, requestId: 'two' },
    ]);
    expect(lines[0]?.fault?.stack).toContain('at ');
  });

  test('that is lasting where it is tried again is logged once a minute, with its stack', () => {
    for (let n = 1; n <= 50; n += 1) faults.noteRetried(fail('42703'), 'cannot read');
    expect(lines).toMatchObject([{ level: level.error, count: 1 }]);
    expect(lines[0]?.fault?.stack).toContain('at ');
  });

  test('is seen by its code for as long as was asked for', () => {
    const hasSeen = (code: string) => faults.hasSeen(code, 10_000);
    faults.noteRetried(fail('57P01'), 'cannot read');
    expect([hasSeen('57P01'), hasSeen('57P03')]).toEqual([true, false]);
    clock.advance(10_001);
    expect(hasSeen('57P01')).toBe(false);
    faults.noteFailed(fail('57P01'), 'a call failed', {});
    expect(hasSeen('57P01')).toBe(true);
  });
});
