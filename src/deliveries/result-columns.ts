import { arrayOf, sql, type ElementType } from '../db/index.ts';
import type { AttemptResult } from './attempt-result.ts';

/*
 * The results of a batch as parameters of one statement (`record-attempts.ts`).
 */

type Column = [ElementType, (result: AttemptResult) => string | number | boolean | null];

/** The columns of `attempts` that hold the facts, and the attempt's number. */
const facts = {
  number: ['smallint', ({ delivery }) => delivery.attempt],
  started_at: ['timestamptz', ({ facts }) => facts.startedAt.toISOString()],
  duration_ms: ['int', ({ facts }) => facts.durationMs],
  look_up_ms: ['int', ({ facts }) => facts.lookUpMs],
  connect_ms: ['int', ({ facts }) => facts.connectMs],
  tls_ms: ['int', ({ facts }) => facts.tlsMs],
  first_byte_ms: ['int', ({ facts }) => facts.firstByteMs],
  is_connection_reused: ['boolean', ({ facts }) => facts.isConnectionReused],
  remote_address: ['text', ({ facts }) => facts.remoteAddress],
  url: ['text', ({ facts }) => facts.url],
  format: ['text', ({ facts }) => facts.format],
  request_body: ['text', ({ facts }) => facts.requestBody],
  digest: ['json', ({ facts }) => toJson(facts.digest)],
  request_headers: ['json', ({ facts }) => toJson(facts.requestHeaders)],
  response_status: ['smallint', ({ facts }) => facts.responseStatus],
  response_headers: ['json', ({ facts }) => toJson(facts.responseHeaders)],
  response_body: ['text', ({ facts }) => facts.responseBody],
  response_body_cut: ['boolean', ({ facts }) => facts.responseBodyCut],
  response_body_error: ['text', ({ facts }) => facts.responseBodyError],
  error_code: ['text', ({ facts }) => facts.errorCode],
  error_message: ['text', ({ facts }) => facts.errorMessage],
} satisfies Record<string, Column>;

/** The names of all columns of facts. */
export const factNames = Object.keys(facts) as (keyof typeof facts)[];
/** All but those that only messages have. */
export const plainFactNames = factNames.filter(
  (name) => !['format', 'request_body', 'digest'].includes(name),
);

/** The columns that identify the delivery, and its next state. */
const states = {
  id: ['uuid', ({ delivery }) => delivery.id],
  token: ['uuid', ({ delivery }) => delivery.token],
  status: ['text', ({ next }) => next.status],
  status_reason: ['text', ({ next }) => (next.status === 'FAILED' ? next.reason : null)],
  delay_ms: ['float8', ({ next }) => (next.status === 'PENDING' ? next.delayMs : null)],
} satisfies Record<string, Column>;

/** The names of these columns. */
export const stateNames = Object.keys(states) as (keyof typeof states)[];

const columns: Readonly<Record<ColumnName, Column>> = { ...states, ...facts };
type ColumnName = keyof typeof states | keyof typeof facts;

/**
 * A common table expression with one row: an array for each column, so that the statement is the same for every
 * number of results, and each array is sent once, however often it is used.
 */
export function bindColumns(results: readonly AttemptResult[], bound: readonly ColumnName[]) {
  const arrays = bound.map((name) => {
    const [type, valueOfResult] = columns[name];
    return sql`${arrayOf(type, results, valueOfResult)} as ${sql.ref(name)}`;
  });
  return sql`bound as materialized (select ${sql.join(arrays)})`;
}

/** The array of a column. */
export function column(name: ColumnName) {
  return sql`(select ${sql.ref(name)} from bound)`;
}

/** The value of a column for the row with this id, found by binary search, since the ids are sorted. */
export function valueOf(name: ColumnName, id: 'id' | 'delivery_id') {
  return sql`${column(name)}[width_bucket(${sql.ref(id)}, ${column('id')})]`;
}

/** The names of columns as a list in a statement. */
export function names(all: readonly string[]) {
  return sql.join(all.map((name) => sql.ref(name)));
}

function toJson(value: object | null): string | null {
  return value && JSON.stringify(value);
}
