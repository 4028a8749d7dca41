import { describe, expect, test } from '@jest/globals';
import { arrayOf, sql, type ElementType } from '../../src/db/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';

type Value = string | number | boolean | null;

const fixture = setUpDatabase();

/** Sends the values as an array, and reads each as PostgreSQL writes it as text. */
async function sendAndRead(type: ElementType, values: readonly Value[]): Promise<Value[]> {
  const { rows } = await sql<{ text: string | null }>`
    select value::text as text from unnest(${arrayOf(type, values, (value) => value)})
      with ordinality as sent (value, n) order by n
  `.execute(fixture.database.em.fork().getKysely());
  return rows.map(({ text }) => text);
}

const id = '0197e7a0-0000-7000-8000-0123456789ab';

describe('an array arrives as it was sent', () => {
  test.each<[ElementType, Value[]]>([
    [
      'text',
      ['', 'NULL', '"', '\\', '{a,b}', ' spaces ', 'é 漢 😀', "it's\n", null, 'x'.repeat(99_999)],
    ],
    ['json', ['{"a":"\\"\\\\{}"}', '[]', 'null', '"é 漢 😀"', null, '{}']],
    ['uuid', [id, null]],
    ['int', [-1, 0, 2_147_483_647, null]],
    ['boolean', ['true', 'false', null]],
    ['text', []],
    ['json', [null]],
    ['uuid', []],
  ])('%s %j', async (type, values) => {
    expect(await sendAndRead(type, values)).toEqual(
      values.map((value) => (value === null ? null : String(value))),
    );
  });
});

test.each<[ElementType, string, string]>([
  ['text', 'a\0b', '22021'],
  ['json', '{"a":', '22P02'],
])('a %s that PostgreSQL cannot hold fails as invalid data: %j', async (type, value, code) => {
  await expect(sendAndRead(type, ['{}', value])).rejects.toMatchObject({ code });
});
