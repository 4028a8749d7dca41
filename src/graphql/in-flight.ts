import type { OperationLimits } from './limits.ts';

/** On whose behalf an operation is asked for. */
export interface Caller {
  /** Empty for strangers, who count as one. */
  workspaceId: string;
  /** Told apart from others, and never shown. */
  token: string;
}

/** Which limit one more operation would go beyond. */
export type InFlightRefusal =
  'workspace_operations' | 'token_operations' | 'workspace_bytes' | 'node_late';

interface Counts {
  inFlight: number;
  running: number;
  /** When it last had as many running as it may have, by the monotonic clock. */
  fullAtMs: number;
}

/** What one token has in flight. */
export interface TokenCounts extends Counts {
  name: string;
  workspace: WorkspaceCounts;
}

/** What one workspace has in flight. */
export interface WorkspaceCounts extends Counts {
  id: string;
  tokens: Map<string, TokenCounts>;
  bodyBytes: number;
}

/** What all have in flight. */
export interface TotalCounts {
  inFlight: number;
  running: number;
  bodyBytes: number;
}

/** Counts what is in flight. Nothing is kept of a workspace or a token that has nothing in flight. */
export interface InFlight {
  total: Readonly<TotalCounts>;
  workspaces: ReadonlyMap<string, WorkspaceCounts>;
  /** Counts one more operation, or says why not. */
  add(caller: Caller, bodyBytes: number): TokenCounts | InFlightRefusal;
  remove(token: TokenCounts, bodyBytes: number): void;
  /** Whether one more operation of the token may run beside those of all. A workspace that has none running has places of its own. */
  hasRoom(token: TokenCounts): boolean;
  /** Whether one more operation of the token may run beside those of its workspace. */
  mayRun(token: TokenCounts): boolean;
  /** Counts an operation among those that run. */
  start(token: TokenCounts): void;
  end(token: TokenCounts): void;
}

/** Always let in: a node that holds many large bodies has room for these. */
const smallBodyBytes = 16 * 1024;

/** Counts of a node; see `OperationLimits`. */
export function createInFlight(limits: OperationLimits, isBusy: () => boolean): InFlight {
  const total: TotalCounts = { inFlight: 0, running: 0, bodyBytes: 0 };
  const workspaces = new Map<string, WorkspaceCounts>();
  const findRunningLimits = () => (isBusy() ? limits.runningWhileBusy : limits.runningWhileIdle);

  function find({ workspaceId, token }: Caller): TokenCounts {
    const workspace = workspaces.get(workspaceId) ?? createWorkspaceCounts(workspaceId);
    const counts = { inFlight: 0, running: 0, fullAtMs: 0 };
    return workspace.tokens.get(token) ?? { ...counts, name: token, workspace };
  }

  function findRefusal({ workspace, inFlight }: TokenCounts, bytes: number) {
    if (inFlight >= limits.inFlightPerToken) return 'token_operations';
    if (workspace.inFlight >= limits.inFlightPerWorkspace) return 'workspace_operations';
    if (workspace.bodyBytes + bytes > limits.bodyBytesPerWorkspace) return 'workspace_bytes';
    if (total.bodyBytes + bytes <= limits.bodyBytesOfAll || bytes <= smallBodyBytes) return null;
    const share = limits.bodyBytesOfAll / Math.max(1, workspaces.size);
    return workspace.bodyBytes + bytes > share ? 'node_late' : null;
  }

  function count(token: TokenCounts, by: number, bytes: number): void {
    const { workspace } = token;
    for (const counts of [token, workspace, total]) counts.inFlight += by;
    for (const counts of [workspace, total]) counts.bodyBytes += bytes;
  }

  return {
    total,
    workspaces,
    add(caller, bodyBytes) {
      const token = find(caller);
      const refusal = findRefusal(token, bodyBytes);
      if (refusal) return refusal;
      count(token, 1, bodyBytes);
      workspaces.set(caller.workspaceId, token.workspace);
      token.workspace.tokens.set(caller.token, token);
      return token;
    },
    remove(token, bodyBytes) {
      const { workspace } = token;
      count(token, -1, -bodyBytes);
      if (token.inFlight === 0) workspace.tokens.delete(token.name);
      if (workspace.inFlight === 0) workspaces.delete(workspace.id);
    },
    hasRoom({ workspace }) {
      const first = workspace.running === 0 ? limits.runningFirst : 0;
      return total.running < findRunningLimits().ofAll + first;
    },
    mayRun({ running, workspace }) {
      const { perToken, perWorkspace } = findRunningLimits();
      return running < perToken && workspace.running < perWorkspace;
    },
    start(token) {
      for (const counts of [token, token.workspace, total]) counts.running += 1;
    },
    end(token) {
      const nowMs = performance.now();
      const { workspace } = token;
      const { perToken, perWorkspace } = findRunningLimits();
      if (token.running >= perToken) token.fullAtMs = nowMs;
      if (workspace.running >= perWorkspace) workspace.fullAtMs = nowMs;
      for (const counts of [token, workspace, total]) counts.running -= 1;
    },
  };
}

function createWorkspaceCounts(id: string): WorkspaceCounts {
  return { id, inFlight: 0, running: 0, fullAtMs: 0, bodyBytes: 0, tokens: new Map() };
}
