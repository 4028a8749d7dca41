import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

/** Fails with the difference. Compares without jest first, because that is faster for thousands of traces. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}
