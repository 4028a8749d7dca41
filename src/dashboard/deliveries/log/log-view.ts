import type {
  DeliveryFilter,
  DeliveryStatus,
  DeliveryTrigger,
  ErrorCode,
  ResponseStatusClass,
} from '../../api/graphql/graphql.ts';
import type { PagePlace } from '../../components/page-place.ts';

/** The filter of a log. An empty list or null does not restrict. */
export interface LogFilter {
  statuses: readonly DeliveryStatus[];
  eventTypes: readonly string[];
  triggers: readonly DeliveryTrigger[];
  errorCodes: readonly ErrorCode[];
  responseStatusClasses: readonly ResponseStatusClass[];
  responseStatus: number | null;
  webhookIds: readonly string[];
  eventId: string | null;
  /** As in ISO 8601, in UTC. */
  createdAfter: string | null;
  createdBefore: string | null;
  text: string | null;
}

/** A part of a log: which deliveries, in which order, and which page of them. */
export interface LogView {
  filter: LogFilter;
  isOldestFirst: boolean;
  /** The page after or before this cursor; null for the first page. */
  place: PagePlace | null;
}

export const emptyFilter: LogFilter = {
  statuses: [],
  eventTypes: [],
  triggers: [],
  errorCodes: [],
  responseStatusClasses: [],
  responseStatus: null,
  webhookIds: [],
  eventId: null,
  createdAfter: null,
  createdBefore: null,
  text: null,
};

/** Writes a filter as the API takes it: without what does not restrict. */
export function toDeliveryFilter(filter: LogFilter): DeliveryFilter {
  const set = Object.entries(filter).filter(
    ([, value]: [string, unknown]) =>
      value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(set);
}

/** Deliveries on a page, as many as the API gives. */
export const pageLength = 100;

/** The variables of the query for the page. */
export function toPageVariables({ filter, isOldestFirst, place }: LogView) {
  return {
    filter: toDeliveryFilter(filter),
    orderBy: { direction: isOldestFirst ? ('ASC' as const) : ('DESC' as const) },
    ...(place?.side === 'before'
      ? { last: pageLength, before: place.cursor }
      : { first: pageLength, after: place?.cursor ?? null }),
  };
}
