import { z } from 'zod';
import { AccessError } from '../kernel/index.ts';
import { scopes, type Scope } from './viewer.ts';
import { workspaceIdForm } from './workspace.entity.ts';

/** The `aud` of tokens for this service. */
export const audience = 'stockaj-webhooks';

/**
 * How far the clocks of the issuer and of this node may be apart, in seconds (RFC 7519, sections 4.1.4
 * and 4.1.5): a token counts that much earlier than `nbf` says, and that much longer than `exp`.
 */
export const clockToleranceSeconds = 30;

/** What a verified token claims. The workspace need not exist. */
export interface Claims {
  workspaceId: string;
  /** The scopes that we know; a token may carry those of other services too. */
  scopes: ReadonlySet<Scope>;
  /** When the token counts no more: `exp` and the tolerance. */
  expiresAt: Date;
}

const schema = z.object({
  workspace: z.string().regex(workspaceIdForm),
  scope: z.string().default(''),
  exp: z.number().max(8.64e12 - clockToleranceSeconds), // the last second that a Date can hold
});

/** The refusal of a token for its claim of this name. */
export function malformedClaim(name: string): AccessError {
  return new AccessError(
    'UNAUTHENTICATED',
    `The token's claim \`${name}\` is missing or malformed.`,
  );
}

/** The claims in the payload of a verified token. @throws AccessError UNAUTHENTICATED naming the claim that is missing or malformed. */
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
