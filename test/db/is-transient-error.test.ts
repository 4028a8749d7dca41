import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { isTransientError } from '../../src/db/index.ts';

const withCode = (code: string) => Object.assign(new Error('no'), { code });

test.each([
  '08006',
  '28P01',
  '3D000',
  '40P01',
  '53300',
  '57P01',
  '57014',
  '58030',
  '55P03',
  '25006',
  'ECONNREFUSED',
])('an error with the code %s is transient', (code) => {
  expect(isTransientError(withCode(code))).toBe(true);
  expect(isTransientError(new Error('wrapped', { cause: withCode(code) }))).toBe(true);
});

test.each(['22021', '23505', '25P02', '42P01', 'XX000', 'ENOENT', '57'])(
  'what %s says comes again',
  (code) => {
    expect(isTransientError(withCode(code))).toBe(false);
  },
);

test('an error with a general code is permanent, unless its message is about a connection', () => {
  expect(isTransientError(new Error('Connection terminated unexpectedly'))).toBe(true);
  const closed = Object.assign(withCode('55000'), {
    message: 'database "app" is not currently accepting connections',
  });
  expect(isTransientError(closed)).toBe(true);
  expect(isTransientError(withCode('55000'))).toBe(false);
  expect(isTransientError(new Error('x is undefined'))).toBe(false);
  expect(isTransientError('Connection terminated')).toBe(false);
});

test('an error of Node itself is transient in a vm too, also when wrapped', () => {
  const foreign: unknown = runInNewContext(
    'Object.assign(new Error("no"), { code: "ECONNRESET" })',
  );
  expect(foreign instanceof Error).toBe(false);
  expect(isTransientError(foreign)).toBe(true);
  expect(isTransientError(new Error('wrapped', { cause: foreign }))).toBe(true);
});

test('an error of another realm is transient also when graphql-js has wrapped it', () => {
  const foreign: unknown = runInNewContext(
    "Object.assign(new Error('no'), { code: 'ECONNRESET' })",
  );
  const wrapped = Object.assign(new Error('Unexpected error value'), { thrownValue: foreign });
  expect(isTransientError(wrapped)).toBe(true);
});
