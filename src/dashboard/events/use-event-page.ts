import type { ResultOf, TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { useQuery, type CombinedError } from 'urql';
import type { PagePlace } from '../components/page-place.ts';
import { useReload } from '../api/use-reload.ts';

const pageSize = 20;

interface PageVariables {
  id: string;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A page of one list of an event. */
export interface EventPage<Document> {
  data: ResultOf<Document> | undefined;
  error: CombinedError | undefined;
  /** Loads the page again. */
  reload(): void;
  goTo(place: PagePlace): void;
}

/** Loads a page of one list of an event. */
export function useEventPage<Data>(
  document: TypedDocumentNode<Data, PageVariables>,
  id: string,
): EventPage<TypedDocumentNode<Data, PageVariables>> {
  const [page, setPage] = useState<Omit<PageVariables, 'id'>>({ first: pageSize });
  const variables = { id, ...page };
  const [{ data, error }] = useQuery({ query: document, variables });
  const reload = useReload(document, variables);
  return {
    data,
    error,
    reload,
    goTo({ side, cursor }) {
      setPage(
        side === 'after' ? { first: pageSize, after: cursor } : { last: pageSize, before: cursor },
      );
    },
  };
}
