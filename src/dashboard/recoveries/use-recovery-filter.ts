import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { serverNow } from '../session/server-clock.ts';
import { readFilter, writeFilter, type RecoveryFilter } from './filter-of-url.ts';

/** Failures of this time are recovered unless the address says otherwise, in ms. */
const defaultMs = 86_400_000;

/** The filter of the form, which is kept in the address. */
export interface FilterState {
  filter: RecoveryFilter;
  change(part: Partial<RecoveryFilter>): void;
}

/** Reads the filter from the address, and writes changes into it. */
export function useRecoveryFilter(): FilterState {
  const [query, setQuery] = useSearchParams();
  const [dayAgo] = useState(() => new Date(serverNow() - defaultMs).toISOString());
  const given = readFilter(query);
  const filter = {
    ...given,
    createdAfter: given.createdAfter ?? dayAgo,
    // Only failed ones are recovered, so this says nothing.
    statuses: given.statuses.includes('FAILED') ? [] : given.statuses,
  };
  return {
    filter,
    change(part) {
      const next = writeFilter({ ...filter, ...part });
      setQuery(`new=1&${next.toString()}`, { replace: true });
    },
  };
}
