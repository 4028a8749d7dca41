import DataLoader from 'dataloader';

/**
 * One DataLoader per request (GraphQL context), created at its first use: rows needed by many fields of one
 * response are read in one statement, each once. Nothing is cached, so fields resolved after a change show the
 * changed rows.
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
