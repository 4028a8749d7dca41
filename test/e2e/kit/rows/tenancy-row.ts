import type { Fields, Operation } from '../operation.ts';
import type { IdKind, OwnedIds } from './root-field-row.ts';
import { rootFieldRows } from './root-field-rows.ts';

/** A place that takes an id, a request with that id, and the answer for an id of another workspace. */
export interface TenancyRow {
  kind: IdKind;
  /** The id for the place; everything else in the request is the caller's own. */
  ask(id: string, own: OwnedIds): Operation;
  answer: Fields | null;
  /** Error code if the whole request is refused. */
  code?: string;
}

/** Rows by place, with a suffix where a place has several rows. */
export type TenancyRows = Readonly<Record<string, TenancyRow>>;

/** The row of a query that returns null for an unknown id. */
export function read(kind: IdKind, name: string): TenancyRow {
  const [field = ''] = name.replace('Query.', '').split(' ');
  return { kind, ask: askFor(kind, name), answer: { [field]: null } };
}

/**
 * The row of a mutation that returns NOT_FOUND.
 *
 * @param nothing its payload besides `userErrors`
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

/** The request from the table of root fields, with this id in place of its own. */
function askFor(kind: IdKind, name: string): TenancyRow['ask'] {
  return (id, own) => rootFieldRows[name]!.ask({ ...own, [kind]: id });
}
