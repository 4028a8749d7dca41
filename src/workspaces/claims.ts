import { z } from 'zod';
import { AccessError } from '../kernel/index.ts';
import { scopes, type Scope } from './viewer.ts';
import { workspaceIdForm } from './workspace.entity.ts';

/** The `aud` of tokens for this service. */
export const audience = 'stockaj-webhooks';

/**
 * The tolerated difference between the clocks of the issuer and this node, in seconds (RFC 7519, sections 4.1.4
 * and 4.1.5): a token is valid from this long before `nbf` until this long after `exp`.
 */
export const clockToleranceSeconds = 30;

/** The claims of a verified token. The workspace need not exist. */
export interface Claims {
  workspaceId: string;
  /** The known scopes; a token may also carry scopes of other services. */
  scopes: ReadonlySet<Scope>;
  /** The end of the token's validity: `exp` plus the tolerance. */
  expiresAt: Date;
}

const schema = z.object({
  workspace: z.string().regex(workspaceIdForm),
  scope: z.string().default(''),
  exp: z.number().max(8.64e12 - clockToleranceSeconds), // the last second that a Date can hold
});

/** Makes the error for a token whose claim `name` is missing or malformed. */
export function malformedClaim(name: string): AccessError {
  return new AccessError(
    'UNAUTHENTICATED',
    `The token's claim \`${name}\` is missing or malformed.`,
  );
}

/** Reads the claims of a verified token. @throws AccessError UNAUTHENTICATED naming the missing or malformed claim */
export function readClaims(payload: unknown): Claims {
  const { data, error } = schema.safeParse(payload);
  if (!data) {
    throw malformedClaim(String(error.issues[0]?.path[0]));
  }
  const named = new Set(data.scope.split(' '));
  return {
    workspaceId: data.workspace,
    scopes: new Set(scopes.filter((scope) => named.has(scope))),
    expiresAt: new Date((data.exp + clockToleranceSeconds) * 1000),
  };
}
