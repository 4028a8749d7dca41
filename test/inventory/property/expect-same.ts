import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

/** Fails with the difference. Thousands of traces hold: the plain comparison spares them jest's slower one. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}
