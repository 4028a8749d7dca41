import { sql } from 'kysely';

/**
 * Starts a statement that PostgreSQL parses once per connection and, after some runs, no longer plans
 * (measured: 1.3 ms instead of 2.2 for a publish). Only for statements with few different texts that find every
 * row by an index: a plan made while a table is empty stays when it is full. (`enable_seqscan` is off, see
 * `session-settings.ts`, so such a plan does not scan the table.)
 *
 * @param name shown by `pg_prepared_statements`, with a number for each text
 */
export function prepared(name: string) {
  return sql.raw(`/* prepared: ${name} */`);
}

/** Matches the comment written by `prepared`. */
const mark = /^\/\* prepared: ([\w ]+) \*\//;

/**
 * Makes a function that names the statements that start with `prepared`, equal texts equally: the driver
 * prepares statements that have a name. It takes and returns the parameters of the driver's `query`.
 */
export function createStatementNames(): (parameters: unknown[]) => unknown[] {
  const names = new Map<string, string>();
  return (parameters) => {
    const [text, values] = parameters;
    const [, title] = typeof text === 'string' ? (mark.exec(text) ?? []) : [];
    if (typeof text !== 'string' || title === undefined) return parameters;
    const name = names.get(text) ?? `${title} ${names.size + 1}`;
    names.set(text, name);
    return [{ name, text, values }];
  };
}

/** Removes a name that a library gave to a statement. */
export function dropName([statement, ...others]: unknown[]): unknown[] {
  const isNamed = typeof statement === 'object' && statement !== null && 'name' in statement;
  return [isNamed ? { ...statement, name: undefined } : statement, ...others];
}
