import { describe, expect, test } from '@jest/globals';
import { AccessError } from '../../src/kernel/index.ts';
import {
  createAuthChecker,
  type GraphContext,
  type Scope,
  type Viewer,
} from '../../src/workspaces/index.ts';

const now = new Date('2025-01-15T10:30:00Z');
const checkAccess = createAuthChecker({ now: () => now, monotonicMs: () => 0 });

function makeViewer(scopes: readonly Scope[], changes: Partial<Viewer> = {}): Viewer {
  const expiresAt = new Date(now.getTime() + 1);
  return {
    workspaceId: 'acme',
    hasWorkspace: true,
    scopes: new Set(scopes),
    expiresAt,
    ...changes,
  };
}

/** Returns the code and message of the refusal, or true. */
function ask(viewer: Viewer | null, ...roles: Scope[]): true | string {
  try {
    return checkAccess({ context: { viewer } as GraphContext }, roles);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe('access to a field', () => {
  test('with a scope is granted to tokens that carry the scope', () => {
    expect(ask(makeViewer(['webhooks:read', 'webhooks:write']), 'webhooks:write')).toBe(true);
    expect(ask(makeViewer(['webhooks:read', 'platform']), 'webhooks:read')).toBe(true);
  });

  test('with a missing scope is refused with the name of the scope', () => {
    const refusal = 'FORBIDDEN: The token lacks the scope webhooks:write.';
    expect(ask(makeViewer(['webhooks:read']), 'webhooks:write')).toBe(refusal);
    expect(ask(makeViewer([]), 'webhooks:write')).toBe(refusal);
    expect(ask(makeViewer(['platform']), 'webhooks:write')).toBe(refusal);
  });

  test('with several scopes needs all of them', () => {
    const roles = ['webhooks:read', 'webhooks:write'] as const;
    expect(ask(makeViewer(['webhooks:read']), ...roles)).toContain(
      'lacks the scope webhooks:write',
    );
    expect(ask(makeViewer([...roles]), ...roles)).toBe(true);
  });

  test('without a scope is granted to every token whose workspace exists', () => {
    expect(ask(makeViewer([]))).toBe(true);
    expect(ask(makeViewer(['inventory:read']))).toBe(true);
  });

  test('is refused while the workspace does not exist', () => {
    const viewer = makeViewer(['webhooks:read'], { hasWorkspace: false });
    expect(ask(viewer)).toBe("FORBIDDEN: The token's workspace does not exist.");
    expect(ask(viewer, 'webhooks:read')).toContain('FORBIDDEN');
  });

  test('of the platform needs that scope and no workspace', () => {
    expect(ask(makeViewer(['platform'], { hasWorkspace: false }), 'platform')).toBe(true);
    expect(ask(makeViewer(['webhooks:write']), 'platform')).toBe(
      'FORBIDDEN: The token lacks the scope platform.',
    );
  });

  test('without the scope platform is refused to a token with only that scope', () => {
    expect(ask(makeViewer(['platform']))).toContain('FORBIDDEN: The scope platform permits');
  });

  test('is refused without a token', () => {
    expect(ask(null)).toContain('UNAUTHENTICATED: A token is needed');
    expect(ask(null, 'platform')).toContain('UNAUTHENTICATED');
  });

  test('ends when the token expires, also on an open socket', () => {
    const expired = { expiresAt: now };
    expect(ask(makeViewer(['webhooks:read'], expired), 'webhooks:read')).toBe(
      'UNAUTHENTICATED: The token has expired.',
    );
    expect(ask(makeViewer(['platform'], expired), 'platform')).toContain('UNAUTHENTICATED');
  });
});
