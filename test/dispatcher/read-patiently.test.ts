import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createPatientReader } from '../../src/dispatcher/read-patiently.ts';

/** Fails once, and then answers. */
function failOnce(): () => Promise<string> {
  let isFirst = true;
  return () => {
    if (!isFirst) return Promise.resolve('read');
    isFirst = false;
    return Promise.reject(new Error('no database'));
  };
}

test('however many reads fail in an outage, it is logged once, and the next outage again', async () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  const readPatiently = createPatientReader(logger);
  for (let outage = 1; outage <= 2; outage += 1) {
    const reads = Array.from({ length: 50 }, () => readPatiently(failOnce(), () => true));
    expect(new Set(await Promise.all(reads))).toEqual(new Set(['read']));
    expect(lines).toHaveLength(outage);
  }
});

test('a read that may not wait any more answers null, and says nothing', async () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  expect(await createPatientReader(logger)(failOnce(), () => false)).toBeNull();
  expect(lines).toEqual([]);
});
