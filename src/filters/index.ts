export { checkFilter } from './check-filter.ts';
export type { WebhookFilter, GivenFilter } from './webhook-filter.ts';
export { WebhookFilterInput } from './webhook-filter.type.ts';
export { listClauses } from './list-clauses.ts';
export { toJsonPath } from './to-json-path.ts';
