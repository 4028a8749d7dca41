import { expect, test } from '@jest/globals';
import { listClauses, type WebhookFilter } from '../../src/filters/index.ts';

const status = { path: 'data.rent.status', in: ['ACTIVE', 'RETURNED'] };
const version = { path: 'data.rent.version', gt: 1 };
const ends = { path: 'data.previous.endsAt', exists: true };

test.each<[WebhookFilter, string[]]>([
  [status, ['data.rent.status in ["ACTIVE","RETURNED"]']],
  [
    { all: [version, { all: [{ any: [ends] }] }] },
    ['data.rent.version gt 1', 'data.previous.endsAt exists true'],
  ],
  [{ any: [version, ends] }, ['(data.rent.version gt 1 or data.previous.endsAt exists true)']],
  [
    { not: { all: [version, ends] } },
    ['not (data.rent.version gt 1 and data.previous.endsAt exists true)'],
  ],
])('the clauses of %j', (filter, texts) => {
  expect(listClauses(filter).map(({ text }) => text)).toEqual(texts);
});

test('a clause has at most 300 characters', () => {
  const path = 'data.renter.name';
  const [clause] = listClauses({ path, in: ['😀'.repeat(256), 'y'.repeat(256)] });
  expect(Array.from(clause!.text)).toHaveLength(300);
  expect(clause!.text.endsWith('y…')).toBe(true);
});
