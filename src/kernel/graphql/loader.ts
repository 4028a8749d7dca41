import DataLoader from 'dataloader';

/**
 * A DataLoader that every request (GraphQL context) has one of, made at its first use: rows that
 * many fields of one answer ask for are read in one statement and never kept longer than the answer.
 */
export function createRequestLoader<Context extends object, Value>(
  load: (context: Context, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (context: Context) => DataLoader<string, Value | null> {
  const loaders = new WeakMap<Context, DataLoader<string, Value | null>>();
  return (context) => {
    const known = loaders.get(context);
    if (known) return known;
    const loader = new DataLoader<string, Value | null>(async (ids) => {
      const found = await load(context, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
    loaders.set(context, loader);
    return loader;
  };
}
