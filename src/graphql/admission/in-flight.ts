import { hash } from 'node:crypto';
import type { OperationLimits } from '../limits/operation-limits.ts';

/** The source of an operation. */
export interface Caller {
  /** Empty for anonymous callers, who count as one workspace. */
  workspaceId: string;
  /** See `nameToken`. */
  token: string;
}

/**
 * The name under which a token is counted: a hash, so that no token stays in memory as a key. The scheme may be
 * spelled in any case.
 */
export function nameToken(authorization = ''): string {
  return hash('sha256', authorization.trim().split(' ').at(-1) ?? '', 'base64');
}

/** The limit that one more operation would exceed. */
export type InFlightRefusal =
  'workspace_operations' | 'token_operations' | 'workspace_bytes' | 'node_late';

interface Counts {
  inFlight: number;
  running: number;
  /** Bytes of the answers that its clients have yet to take. */
  answerBytes: number;
  /** Time when the owner last had the maximum running or unread, by the monotonic clock. */
  fullAtMs: number;
}

/** Operations in flight of one token. */
export interface TokenCounts extends Counts {
  name: string;
  workspace: WorkspaceCounts;
}

/** Operations in flight of one workspace. */
export interface WorkspaceCounts extends Counts {
  id: string;
  tokens: Map<string, TokenCounts>;
  bodyBytes: number;
}

/** Operations in flight of all workspaces. */
export interface TotalCounts {
  inFlight: number;
  running: number;
  answerBytes: number;
  bodyBytes: number;
}

/** Counts operations in flight. Workspaces and tokens without any are not kept. */
export interface InFlight {
  total: Readonly<TotalCounts>;
  workspaces: ReadonlyMap<string, WorkspaceCounts>;
  /** Counts one more operation, or returns the reason why not. */
  add(caller: Caller, bodyBytes: number): TokenCounts | InFlightRefusal;
  /** Counts bytes of an answer that is about to leave. */
  addAnswer(token: TokenCounts, bytes: number): void;
  /** Uncounts bytes of a body that is no longer needed. */
  freeBody(token: TokenCounts, bytes: number): void;
  /** Uncounts an operation with its body and answer. */
  remove(token: TokenCounts, bodyBytes: number, answerBytes: number): void;
  /** Whether the token or its workspace has so much unread that its operations wait for that alone. */
  waitsForReaders(token: TokenCounts): boolean;
  /** Whether the node has room to run one more operation of the token. A workspace that has none running gets extra places. */
  hasRoom(token: TokenCounts): boolean;
  /** Whether the limits of the token and its workspace allow one more running operation: few run, and little is unread. */
  mayRun(token: TokenCounts): boolean;
  /** Counts an operation as running. */
  start(token: TokenCounts): void;
  end(token: TokenCounts): void;
}

/** Always accepted: a node that holds many large bodies still has room for these. */
const smallBodyBytes = 16 * 1024;

/** Counts of a node; see `OperationLimits`. */
export function createInFlight(limits: OperationLimits, isBusy: () => boolean): InFlight {
  const total: TotalCounts = { inFlight: 0, running: 0, answerBytes: 0, bodyBytes: 0 };
  const workspaces = new Map<string, WorkspaceCounts>();
  const findRunningLimits = () => (isBusy() ? limits.runningWhileBusy : limits.runningWhileIdle);

  function find({ workspaceId, token }: Caller): TokenCounts {
    const workspace = workspaces.get(workspaceId) ?? createWorkspaceCounts(workspaceId);
    const counts = { inFlight: 0, running: 0, answerBytes: 0, fullAtMs: 0 };
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

  /** Whether its clients have to take answers before more is done for it. */
  function hasTooMuchUnread(counts: TokenCounts | WorkspaceCounts): boolean {
    const { answerBytesPerToken, answerBytesPerWorkspace } = limits;
    const max = 'workspace' in counts ? answerBytesPerToken : answerBytesPerWorkspace;
    return counts.answerBytes >= max;
  }

  function waitsForReaders(token: TokenCounts): boolean {
    return hasTooMuchUnread(token) || hasTooMuchUnread(token.workspace);
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
    addAnswer(token, bytes) {
      for (const counts of [token, token.workspace, total]) counts.answerBytes += bytes;
    },
    freeBody: (token, bytes) => count(token, 0, -bytes),
    waitsForReaders,
    remove(token, bodyBytes, answerBytes) {
      const { workspace } = token;
      for (const counts of [token, workspace])
        if (hasTooMuchUnread(counts)) counts.fullAtMs = performance.now();
      for (const counts of [token, workspace, total]) counts.answerBytes -= answerBytes;
      count(token, -1, -bodyBytes);
      if (token.inFlight === 0) workspace.tokens.delete(token.name);
      if (workspace.inFlight === 0) workspaces.delete(workspace.id);
    },
    hasRoom({ workspace }) {
      const first = workspace.running === 0 ? limits.runningFirst : 0;
      return total.running < findRunningLimits().ofAll + first;
    },
    mayRun(token) {
      const { running, workspace } = token;
      const { perToken, perWorkspace } = findRunningLimits();
      if (waitsForReaders(token)) return false;
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
  const counts = { inFlight: 0, running: 0, answerBytes: 0, fullAtMs: 0 };
  return { id, ...counts, bodyBytes: 0, tokens: new Map() };
}
