import type { DeathOrder } from './die-at-point.ts';

/** What a node's process is told when it is made, as JSON in its first argument. */
export interface ProcessSetup {
  name: string;
  reportPath: string;
}

/** What a node is told when it is to start. */
export interface NodeSetup {
  databaseUrl: string;
  env: Record<string, string>;
  workspaceIds: string[];
}

/** From the parent to the node. */
export type Order =
  | { kind: 'start'; setup: NodeSetup }
  | { kind: 'publish' }
  | { kind: 'publish no more' }
  | { kind: 'die'; at: DeathOrder };

/** From the node to its parent: it runs, and it has done with publishing. */
export type Answer = { kind: 'ready'; url: string | null } | { kind: 'quiet' };
