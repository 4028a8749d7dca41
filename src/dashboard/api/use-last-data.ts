import { useState } from 'react';
import type { UseQueryState } from 'urql';
import { describeError } from './describe-error.ts';

/**
 * Returns the data of a query, also when it was loaded again and that failed for a while: urql drops it then. For parts
 * of the page that must not disappear, since they hold what a person has typed or must store.
 */
export function useLastData<Data>({
  data,
  error,
}: Pick<UseQueryState<Data>, 'data' | 'error'>): Data | undefined {
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  if (data) return data;
  return error && describeError(error).remedy === 'retry' ? last : undefined;
}
