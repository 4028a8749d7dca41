import type { CombinedError } from 'urql';

/** Codes of the service for a filter that it does not take. */
const filterCodes = new Set(['BAD_USER_INPUT', 'UNKNOWN_EVENT_TYPE']);

/** Returns whether the filter or the page of the address is the reason for an error. */
export function isFilterError({ graphQLErrors }: CombinedError): boolean {
  return graphQLErrors.some(({ extensions }) => filterCodes.has(String(extensions.code)));
}
