import { useQuery, type CombinedError } from 'urql';
import { graphql } from '../api/graphql/index.ts';

const namesDocument = graphql(/* GraphQL */ `
  query EventTypeNames {
    eventTypes {
      name
    }
  }
`);

interface EventTypeNames {
  /** Undefined until they are loaded. */
  names: string[] | undefined;
  error: CombinedError | undefined;
  reload: () => void;
}

/** Loads the names of the event types of the catalogue, once. */
export function useEventTypeNames(): EventTypeNames {
  const [{ data, error }, load] = useQuery({ query: namesDocument, requestPolicy: 'cache-first' });
  return {
    names: data?.eventTypes.map(({ name }) => name),
    error,
    reload: () => load({ requestPolicy: 'network-only' }),
  };
}
