import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { isPassingFault } from '../../src/db/index.ts';

const withCode = (code: string) => Object.assign(new Error('no'), { code });

test.each([
  '08006',
  '28P01',
  '3D000',
  '40P01',
  '53300',
  '57P01',
  '58030',
  '55P03',
  '25006',
  'ECONNREFUSED',
])('what %s says may be tried again', (code) => {
  expect(isPassingFault(withCode(code))).toBe(true);
  expect(isPassingFault(new Error('wrapped', { cause: withCode(code) }))).toBe(true);
});

test('a statement that ran out of time comes again, in any language; one that was cancelled does not', () => {
  const ended = (message: string) => Object.assign(new Error(message), { code: '57014' });
  expect(isPassingFault(ended('canceling statement due to user request'))).toBe(true);
  expect(isPassingFault(ended('canceling statement due to statement timeout'))).toBe(false);
  expect(isPassingFault(ended('storniere Anfrage wegen Zeitüberschreitung der Anfrage'))).toBe(
    false,
  );
});

test.each(['22021', '23505', '25P02', '42P01', 'XX000', 'ENOENT', '57'])(
  'what %s says comes again',
  (code) => {
    expect(isPassingFault(withCode(code))).toBe(false);
  },
);

test('a fault whose code says nothing comes again, unless it is said of a connection', () => {
  expect(isPassingFault(new Error('Connection terminated unexpectedly'))).toBe(true);
  const closed = Object.assign(withCode('55000'), {
    message: 'database "app" is not currently accepting connections',
  });
  expect(isPassingFault(closed)).toBe(true);
  expect(isPassingFault(withCode('55000'))).toBe(false);
  expect(isPassingFault(new Error('x is undefined'))).toBe(false);
  expect(isPassingFault('Connection terminated')).toBe(false);
});

test('an error of Node itself says the same where code runs in a vm, also when it is wrapped', () => {
  const foreign: unknown = runInNewContext(
    'Object.assign(new Error("no"), { code: "ECONNRESET" })',
  );
  expect(foreign instanceof Error).toBe(false);
  expect(isPassingFault(foreign)).toBe(true);
  expect(isPassingFault(new Error('wrapped', { cause: foreign }))).toBe(true);
});
