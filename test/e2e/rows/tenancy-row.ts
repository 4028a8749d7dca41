import type { Fields, Operation } from '../operation.ts';
import type { IdKind, OwnedIds } from './root-field-row.ts';
import { rootFieldRows } from './root-field-rows.ts';

/** A place of the contract where an id is given, the request that gives it, and what a stranger is told. */
export interface TenancyRow {
  kind: IdKind;
  /** The id for the place; whatever else the request names is the caller's own. */
  ask(id: string, own: OwnedIds): Operation;
  answer: Fields | null;
  /** Of a request that is refused as a whole. */
  code?: string;
}

/** Rows by the place that takes the id, and by what is named where one row for a place is too few. */
export type TenancyRows = Readonly<Record<string, TenancyRow>>;

/** The row of a query that answers null for what is not there. */
export function read(kind: IdKind, name: string): TenancyRow {
  const [field = ''] = name.replace('Query.', '').split(' ');
  return { kind, ask: askFor(kind, name), answer: { [field]: null } };
}

/**
 * The row of a mutation that answers NOT_FOUND.
 *
 * @param nothing what its payload has beside `userErrors`
 * @param place of the id in the input
 */
export function change(
  kind: IdKind,
  mutation: string,
  nothing: Fields,
  place: string = kind,
): TenancyRow {
  const message = `There is no such ${kind.replace('Id', '')} in this workspace.`;
  const error = { code: 'NOT_FOUND', field: place, message, retryAfterSeconds: null };
  return {
    kind,
    ask: askFor(kind, `Mutation.${mutation}`),
    answer: { [mutation]: { ...nothing, userErrors: [error] } },
  };
}

/** The same request as in the table of root fields, with this id for one of its own. */
function askFor(kind: IdKind, name: string): TenancyRow['ask'] {
  return (id, own) => rootFieldRows[name]!.ask({ ...own, [kind]: id });
}
