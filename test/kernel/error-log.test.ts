import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  createErrorLog,
  UnavailableError,
  type ErrorLog,
  createLogger,
} from '../../src/kernel/index.ts';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.ts';

/** Levels of pino. */
const level = { info: 30, warn: 40, error: 50 };

interface Line {
  level: number;
  msg: string;
  count?: number;
  err?: { code?: string; message: string; stack?: string };
}

let lines: Line[];
let clock: FakeClock;
let errorLog: ErrorLog;

function open(lowest: 'info' | 'debug'): ErrorLog {
  const logger = createLogger(lowest, {
    write: (line: string) => void lines.push(JSON.parse(line) as Line),
  });
  const isTemporary = (thrown: unknown) =>
    (thrown as { code?: string }).code?.startsWith('57') === true;
  return createErrorLog({ logger, clock, isTemporary });
}

beforeEach(() => {
  jest.useFakeTimers();
  [lines, clock] = [[], createFakeClock()];
  errorLog = open('info');
});
afterEach(() => {
  errorLog.flush();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function fail(code: string, message = 'it is gone'): Error {
  return Object.assign(new Error(message), { code });
}

/** Lets time pass and the log check for due lines. */
function pass(ms: number): void {
  clock.advance(ms);
  jest.advanceTimersByTime(1_000);
}

describe('errors of one cause', () => {
  test('are logged at once, then counted each minute, and a last line reports their end', () => {
    for (let n = 1; n <= 300; n += 1)
      errorLog.noteRetried(fail('57P01', `row ${n}`), 'cannot read');
    expect(lines).toMatchObject([{ level: level.warn, msg: 'cannot read', count: 1 }]);
    pass(59_000);
    expect(lines).toHaveLength(1);
    pass(1_000);
    expect(lines[1]).toMatchObject({ level: level.warn, msg: 'cannot read', count: 299 });
    errorLog.noteRetried(fail('57P01'), 'cannot read');
    pass(60_000);
    expect(lines[2]).toMatchObject({ msg: 'cannot read', count: 1 });
    pass(60_000);
    expect(lines.slice(3)).toMatchObject([
      { level: level.info, msg: 'no recurrence for a minute: cannot read', count: 301 },
    ]);
    errorLog.noteRetried(fail('57P01'), 'cannot read');
    expect(lines[4]).toMatchObject({ level: level.warn, count: 1 });
  });

  test('are distinguished by place and code, even a wrapped code, and not by message', () => {
    errorLog.noteRetried(fail('57P01', 'one'), 'cannot read');
    errorLog.noteRetried(new Error('wrapped', { cause: fail('57P01', 'two') }), 'cannot read');
    errorLog.noteRetried(fail('57P03'), 'cannot read');
    errorLog.noteFailed(fail('57P01'), 'a call failed', {});
    expect(lines.map(({ msg, err }) => [msg, err?.code])).toEqual([
      ['cannot read', '57P01'],
      ['cannot read', '57P03'],
      ['a call failed', '57P01'],
    ]);
  });

  test('take a bounded number of lines for any number of codes', () => {
    for (let n = 0; n < 10_000; n += 1) errorLog.noteRetried(fail(`57${n}`), 'cannot read');
    expect(lines.length).toBeLessThan(300);
  });

  test('are all logged with their stacks at level debug', () => {
    const verbose = open('debug');
    for (let n = 1; n <= 3; n += 1) verbose.noteRetried(fail('57P01'), 'cannot read');
    expect(lines).toHaveLength(3);
    expect(lines[2]?.err?.stack).toContain('at ');
    verbose.flush();
  });

  test('that were counted but not yet reported are logged when the node stops', () => {
    for (let n = 1; n <= 5; n += 1) errorLog.noteFailed(fail('57P01'), 'a call failed', {});
    errorLog.flush();
    expect(lines.map(({ count }) => count)).toEqual([1, 4]);
    errorLog.flush();
    expect(lines).toHaveLength(2);
  });
});

describe('an error', () => {
  test.each([
    ['that is temporary', fail('57P01')],
    ['of something that is unavailable', new UnavailableError({ cause: new Error('no keys') })],
  ])('%s has no stack', (_title, thrown) => {
    errorLog.noteFailed(thrown, 'a call failed', { requestId: 'one' });
    expect(lines).toMatchObject([{ level: level.warn, requestId: 'one' }]);
    expect(JSON.stringify(lines)).not.toContain('"stack"');
  });

  test('that is permanent is logged for each call, with its stack and details', () => {
    const thrown = fail('42703');
    errorLog.noteFailed(thrown, 'a call failed', { requestId: 'one' });
    errorLog.noteFailed(thrown, 'a call failed', { requestId: 'two' });
    expect(lines).toMatchObject([
      { level: level.error, requestId: 'one' },
      { level: level.error, requestId: 'two' },
    ]);
    expect(lines[0]?.err?.stack).toContain('at ');
  });

  test('that is permanent in retried work is logged once a minute, with its stack', () => {
    for (let n = 1; n <= 50; n += 1) errorLog.noteRetried(fail('42703'), 'cannot read');
    expect(lines).toMatchObject([{ level: level.error, count: 1 }]);
    expect(lines[0]?.err?.stack).toContain('at ');
  });

  test('is found by its code for the given time', () => {
    const hasSeen = (code: string) => errorLog.hasSeen(code, 10_000);
    errorLog.noteRetried(fail('57P01'), 'cannot read');
    expect([hasSeen('57P01'), hasSeen('57P03')]).toEqual([true, false]);
    clock.advance(10_001);
    expect(hasSeen('57P01')).toBe(false);
    errorLog.noteFailed(fail('57P01'), 'a call failed', {});
    expect(hasSeen('57P01')).toBe(true);
  });
});
