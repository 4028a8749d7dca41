import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readView, writeView, type ListView } from './list-view.ts';

/** Changes a part of the view. Another filter or order begins at the first page. */
export type ChangeView = (change: Partial<ListView>, options?: { replace?: boolean }) => void;

/** Returns the view that the address names, and what changes it. */
export function useListView(): [ListView, ChangeView] {
  const [query, setQuery] = useSearchParams();
  const view = useMemo(() => readView(query), [query]);
  return [
    view,
    (change, { replace = false } = {}) => {
      setQuery(writeView({ ...view, after: null, before: null, ...change }), { replace });
    },
  ];
}
