export { cleanFilter, isEmptyFilter } from './clean-filter.ts';
export type { EventFilter, GivenFilter } from './event-filter.ts';
export { EventFilterInput } from './event-filter.type.ts';
export { findFilterErrors, type FilterError } from './find-filter-errors.ts';
export { listClauses, type Clause } from './list-clauses.ts';
export { toJsonPath } from './to-json-path.ts';
