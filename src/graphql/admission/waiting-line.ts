import type { TokenCounts, WorkspaceCounts } from './in-flight.ts';

/** One operation waiting for its turn. */
export interface Waiting {
  token: TokenCounts;
  /** By the monotonic clock. */
  sinceMs: number;
  /** Called when its turn has come. */
  start(): void;
}

type MayRun = (token: TokenCounts) => boolean;

/** Waiting operations by workspace and token, each in order of arrival. */
export interface WaitingLine {
  add(waiting: Waiting): void;
  remove(waiting: Waiting): void;
  /** Removes and returns the next operation whose token may run; its token and workspace move to the end. */
  takeNext(mayRun: MayRun): Waiting | undefined;
  /** Whether any operation of the workspace waits. */
  has(workspace: WorkspaceCounts): boolean;
  /** The oldest operation of each token that may run. */
  oldest(mayRun: MayRun): Waiting[];
}

/** Sets and maps keep the order of insertion, which gives the turns. */
export function createWaitingLine(): WaitingLine {
  const workspaces = new Map<WorkspaceCounts, Map<TokenCounts, Set<Waiting>>>();

  function add(waiting: Waiting): void {
    const { token } = waiting;
    const tokens = workspaces.get(token.workspace) ?? new Map<TokenCounts, Set<Waiting>>();
    workspaces.set(token.workspace, tokens);
    tokens.set(token, (tokens.get(token) ?? new Set()).add(waiting));
  }

  function remove(waiting: Waiting): void {
    const { token } = waiting;
    const tokens = workspaces.get(token.workspace);
    const own = tokens?.get(token);
    own?.delete(waiting);
    if (own?.size === 0) tokens?.delete(token);
    if (tokens?.size === 0) workspaces.delete(token.workspace);
  }

  /** Moves the token to the end of its workspace, and the workspace to the end of all. */
  function passTurn({ token }: Waiting): void {
    const tokens = workspaces.get(token.workspace);
    if (!tokens) return;
    moveToEnd(workspaces, token.workspace, tokens);
    const own = tokens.get(token);
    if (own) moveToEnd(tokens, token, own);
  }

  function* oldest(mayRun: MayRun): Generator<Waiting> {
    for (const tokens of workspaces.values()) {
      for (const [token, [first]] of tokens) if (first && mayRun(token)) yield first;
    }
  }

  return {
    add,
    remove,
    takeNext(mayRun) {
      const [next] = oldest(mayRun);
      if (!next) return undefined;
      remove(next);
      passTurn(next);
      return next;
    },
    has: (workspace) => workspaces.has(workspace),
    oldest: (mayRun) => [...oldest(mayRun)],
  };
}

function moveToEnd<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
}
