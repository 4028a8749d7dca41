import DataLoader from 'dataloader';

/**
 * One DataLoader per scope, created at its first use: rows needed by many fields are read in one statement, each once.
 * Nothing is cached, so fields resolved after a change show the changed rows. The scope is a GraphQL context or, for
 * rows that do not depend on the viewer, its entity manager: live updates of different workspaces share that.
 */
export function createRequestLoader<Scope extends object, Value>(
  load: (scope: Scope, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (scope: Scope) => DataLoader<string, Value | null> {
  const loaders = new WeakMap<Scope, DataLoader<string, Value | null>>();
  return (scope) => {
    const known = loaders.get(scope);
    if (known) return known;
    const loader = new DataLoader<string, Value | null>(
      async (ids) => {
        const found = await load(scope, [...new Set(ids)]);
        return ids.map((id) => found.get(id) ?? null);
      },
      { cache: false },
    );
    loaders.set(scope, loader);
    return loader;
  };
}
