import { hash } from 'node:crypto';

/**
 * Returns a short name of a workspace for cursors: 6 bytes in hex. It finds mistakes, and protects nothing: what a cursor
 * may read is decided by the workspace of the viewer.
 */
export function nameWorkspace(workspaceId: string): string {
  return hash('sha256', workspaceId).slice(0, 12);
}
