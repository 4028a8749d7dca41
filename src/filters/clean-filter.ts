import { filterOperators, type WebhookFilter, type GivenFilter } from './webhook-filter.ts';

/** Returns a filter without errors as it is stored: without what is null, in a fixed order of keys. */
export function cleanFilter({ all, any, not, path, ...operators }: GivenFilter): WebhookFilter {
  if (all) return { all: all.map(cleanFilter) };
  if (any) return { any: any.map(cleanFilter) };
  if (not) return { not: cleanFilter(not) };
  const given = filterOperators.filter((name) => operators[name] != null);
  return Object.assign(
    { path },
    Object.fromEntries(given.map((name) => [name, operators[name]])),
  ) as WebhookFilter;
}

/** Whether nothing is given: such a filter removes the present one. */
export function isEmptyFilter(filter: GivenFilter): boolean {
  return Object.values(filter).every((value) => value == null);
}
