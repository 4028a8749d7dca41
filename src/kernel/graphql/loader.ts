import DataLoader from 'dataloader';

/**
 * A DataLoader that every request (GraphQL context) has one of, made at its first use: rows that many
 * fields of one answer ask for are read in one statement, each once. Nothing is kept: what a request
 * shows after a change is read after it.
 */
export function createRequestLoader<Context extends object, Value>(
  load: (context: Context, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (context: Context) => DataLoader<string, Value | null> {
  const loaders = new WeakMap<Context, DataLoader<string, Value | null>>();
  return (context) => {
    const known = loaders.get(context);
    if (known) return known;
    const loader = new DataLoader<string, Value | null>(
      async (ids) => {
        const found = await load(context, [...new Set(ids)]);
        return ids.map((id) => found.get(id) ?? null);
      },
      { cache: false },
    );
    loaders.set(context, loader);
    return loader;
  };
}
