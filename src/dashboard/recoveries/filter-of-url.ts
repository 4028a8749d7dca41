import type { DeliveryFilter } from '../api/graphql/graphql.ts';
import { readLogAddress, writeLogAddress } from '../deliveries/log/log-address.ts';
import { emptyFilter, type LogFilter } from '../deliveries/log/log-view.ts';

/** Reads the filter from the query of an address, with the names of the log of deliveries. Unknown values are left out. */
export function readFilter(query: URLSearchParams): LogFilter {
  return readLogAddress(query).view.filter;
}

/** Writes a query from which `readFilter` reads the same. */
export function writeFilter(filter: LogFilter): URLSearchParams {
  return writeLogAddress({ filter, isOldestFirst: false, place: null });
}

/** Reads a filter of the API. */
export function fromDeliveryFilter(filter: DeliveryFilter): LogFilter {
  const given = Object.entries(filter).filter(([, value]: [string, unknown]) => value != null);
  return { ...emptyFilter, ...Object.fromEntries(given) };
}
