import { expect } from '@jest/globals';
import { createEventValidator, type EventTypeName } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import type { TestApp } from '../kit/app.ts';

const { validateEventData } = createEventValidator();

interface StoredEvent {
  type: string;
  body: string;
}

/** Expects the body of every event in the database to match the catalogue. */
export async function expectValidEvents({ app }: TestApp): Promise<void> {
  const { rows } = await sql<StoredEvent>`
    select type, body from events
  `.execute(app.database.em.fork().getKysely());
  const errors = rows.map((row) => ({ ...row, errors: findErrors(row) }));
  expect(errors.filter((row) => row.errors.length > 0)).toEqual([]);
}

function findErrors({ type, body }: StoredEvent): unknown[] {
  const { data, ...frame } = JSON.parse(body) as Record<string, unknown>;
  const expected = { event: type, timestamp: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/) };
  expect(frame).toEqual(expected);
  return [...validateEventData(type as EventTypeName, data)];
}
