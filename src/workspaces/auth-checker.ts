import { AccessError, systemClock, type Clock } from '../kernel/index.ts';
import type { GraphContext } from './context.ts';
import type { Scope, Viewer } from './viewer.ts';

/** Called before every field with `@Authorized(…)`. Returns true, or throws an AccessError with the reason. */
export type AuthChecker = (request: { context: GraphContext }, roles: readonly string[]) => true;

/**
 * Makes the check of access to fields. `@Authorized('platform')` requires only that scope. Every other field
 * requires all scopes that it names, if any, and an existing workspace; a token with no scope but `platform`
 * is refused there. A token that has expired since its socket was opened is refused everywhere.
 */
export function createAuthChecker(clock: Clock = systemClock): AuthChecker {
  return ({ context }, roles) => {
    const viewer = checkViewer(context.viewer, clock.now());
    for (const role of roles) checkScope(viewer, role);
    if (!roles.includes('platform' satisfies Scope)) checkWorkspace(viewer);
    return true;
  };
}

function checkViewer(viewer: Viewer | null, now: Date): Viewer {
  if (!viewer)
    throw new AccessError('UNAUTHENTICATED', 'A token is needed: Authorization: Bearer …');
  if (viewer.expiresAt <= now) throw new AccessError('UNAUTHENTICATED', 'The token has expired.');
  return viewer;
}

function checkScope(viewer: Viewer, scope: string): void {
  // A decorator's role is any text; no token carries one that is not a scope.
  const carried: ReadonlySet<string> = viewer.scopes;
  if (!carried.has(scope)) throw forbidden(`The token lacks the scope ${scope}.`);
}

function checkWorkspace({ scopes, hasWorkspace }: Viewer): void {
  if (scopes.size === 1 && scopes.has('platform')) {
    throw forbidden('The scope platform permits only what is done to whole workspaces.');
  }
  if (!hasWorkspace) throw missingWorkspace();
}

/** The error of a call for a workspace that does not exist or is being deleted. */
export function missingWorkspace(): AccessError {
  return forbidden("The token's workspace does not exist.");
}

function forbidden(message: string): AccessError {
  return new AccessError('FORBIDDEN', message);
}
