import { expect, test } from '@jest/globals';
import { createPatientReader } from '../../src/dispatcher/read-patiently.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { createLogger } from '../../src/kernel/index.ts';

/** Fails once, and then answers. */
function failOnce(): () => Promise<string> {
  let isFirst = true;
  return () => {
    if (!isFirst) return Promise.resolve('read');
    isFirst = false;
    return Promise.reject(new Error('no database'));
  };
}

/** A reader, and what it has logged. */
function createReader() {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  return { lines, readPatiently: createPatientReader(createTestErrorLog(logger)) };
}

test('however many reads fail in an outage, it is logged once', async () => {
  const { lines, readPatiently } = createReader();
  const reads = Array.from({ length: 50 }, () => readPatiently(failOnce(), () => true));
  expect(new Set(await Promise.all(reads))).toEqual(new Set(['read']));
  expect(lines).toHaveLength(1);
});

test('a read that may not wait any more answers null, and says nothing', async () => {
  const { lines, readPatiently } = createReader();
  expect(await readPatiently(failOnce(), () => false)).toBeNull();
  expect(lines).toEqual([]);
});
