import type { DeathOrder } from './die-at-point.ts';

/** A node process's first argument, as JSON. */
export interface ProcessSetup {
  name: string;
  reportPath: string;
}

/** The message that starts a node. */
export interface NodeSetup {
  databaseUrl: string;
  env: Record<string, string>;
  workspaceIds: string[];
}

/** Messages from the parent to the node. */
export type Order =
  | { kind: 'start'; setup: NodeSetup }
  | { kind: 'publish' }
  | { kind: 'publish no more' }
  | { kind: 'die'; at: DeathOrder };

/** Messages from the node: it is ready, and it has stopped publishing. */
export type Answer = { kind: 'ready'; url: string | null } | { kind: 'quiet' };
