import { AccessError, systemClock, type Clock } from '../kernel/index.ts';
import type { GraphContext } from './context.ts';
import type { Scope, Viewer } from './viewer.ts';

/** Asked before every field with `@Authorized(…)`: returns true or throws an AccessError that says why not. */
export type AuthChecker = (request: { context: GraphContext }, roles: readonly string[]) => true;

/**
 * The one rule of access. `@Authorized('platform')` asks for that scope only. Every other field asks
 * for all the scopes it names, none when it names none, and for a workspace that exists; a token that
 * carries `platform` and nothing else never passes there. A token that has expired since a socket was
 * opened passes nowhere.
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
  // What a decorator asks for is a text; one that is no scope of ours is carried by no token.
  const carried: ReadonlySet<string> = viewer.scopes;
  if (!carried.has(scope)) throw forbidden(`The token lacks the scope ${scope}.`);
}

function checkWorkspace({ scopes, workspace }: Viewer): void {
  if (scopes.size === 1 && scopes.has('platform')) {
    throw forbidden('The scope platform permits upsertWorkspace and nothing else.');
  }
  if (!workspace) throw forbidden("The token's workspace does not exist yet.");
}

function forbidden(message: string): AccessError {
  return new AccessError('FORBIDDEN', message);
}
