import { expectSame } from '../expect-same.ts';
import type { Trace } from '../read-trace.ts';
import type { Model } from './model.ts';

/** The rows match the model, except for versions and times, which `checkTrace` covers. */
export function checkModel(model: Model, { rows }: Trace): void {
  const known = [...model.items, ...model.renters, ...model.rents].map(([id, facts]) => [
    id,
    JSON.parse(JSON.stringify({ ...facts, id })) as unknown,
  ]);
  const kept = rows.map(({ fields: { version, createdAt, updatedAt, ...facts } }) => [
    facts.id,
    facts,
  ]);
  expectSame(new Map(kept as [string, unknown][]), new Map(known as [string, unknown][]));
}
