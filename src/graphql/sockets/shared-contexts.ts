import { randomUUID } from 'node:crypto';
import type { ExecutionArgs } from 'graphql';
import type { GraphContext, Viewer } from '../../workspaces/index.ts';

/** The latest time that a Date can hold. */
const never = new Date(8.64e15);

/** Names what the access of a viewer depends on, besides the expiry of its token. */
export function nameAccess(viewer: Viewer | null): string {
  return JSON.stringify(viewer && [viewer.workspaceId, [...viewer.scopes].sort()]);
}

/** The workspace in whose turn an operation is executed. */
export function workspaceOf({ contextValue }: ExecutionArgs): string {
  return (contextValue as GraphContext).viewer?.workspaceId ?? '';
}

/**
 * Returns contexts for executions whose results go to several subscribers: one for all executions with the same
 * access that start in the same turn of the event loop, so that their loaders batch together. All contexts of a turn
 * have the same entity manager. Their tokens do not expire: each subscriber's own token is checked when a result is sent
 * to it.
 */
export function createSharedContexts(): (context: GraphContext) => GraphContext {
  const contexts = new Map<string, GraphContext>();
  return (context) => {
    const access = nameAccess(context.viewer);
    const known = contexts.get(access);
    if (known) return known;
    const [other] = contexts.values();
    if (!other) setImmediate(() => contexts.clear());
    const em = other?.em ?? context.em.fork();
    const viewer = context.viewer && { ...context.viewer, expiresAt: never };
    const shared = { em, viewer, requestId: randomUUID() };
    contexts.set(access, shared);
    return shared;
  };
}
