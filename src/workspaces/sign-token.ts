import { SignJWT } from 'jose';
import { audience } from './claims.ts';
import type { Scope } from './viewer.ts';

/** The claims of a new token. */
export interface TokenRequest {
  workspaceId: string;
  scopes: readonly Scope[];
  /** Counted from now. */
  lifetimeSeconds: number;
}

/** Makes a token that an authenticator with the same secret accepts. For development and tests: in production Stockaj issues tokens. */
export async function signToken(secret: string, request: TokenRequest): Promise<string> {
  const claims = { workspace: request.workspaceId, scope: request.scopes.join(' ') };
  const nowSeconds = Math.floor(Date.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + request.lifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}
