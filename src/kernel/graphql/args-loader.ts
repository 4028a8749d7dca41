import type DataLoader from 'dataloader';
import { createRequestLoader } from './loader.ts';

/**
 * Like `createRequestLoader`, for fields with arguments: fields of one response whose arguments are equal are loaded
 * together.
 *
 * @param load gets arguments that can be written as JSON
 */
export function createArgsLoader<Scope extends object, Args, Value>(
  load: (scope: Scope, args: Args, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (scope: Scope, args: Args) => DataLoader<string, Value | null> {
  interface Call {
    scope: Scope;
    args: Args;
  }
  const loaderOf = createRequestLoader<Call, Value>(({ scope, args }, ids) =>
    load(scope, args, ids),
  );
  const calls = new WeakMap<Scope, Map<string, Call>>();
  return (scope, args) => {
    const known = calls.get(scope) ?? new Map<string, Call>();
    calls.set(scope, known);
    const key = JSON.stringify(args);
    const call = known.get(key) ?? { scope, args };
    known.set(key, call);
    return loaderOf(call);
  };
}
