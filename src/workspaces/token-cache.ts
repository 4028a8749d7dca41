import { hash } from 'node:crypto';
import type { Claims } from './claims.ts';

/** The claims of tokens that were verified a moment ago. */
export interface TokenCache {
  /** Undefined for a token that must be verified. The claims may have expired. */
  find(token: string): Claims | undefined;
  add(token: string, claims: Claims): void;
}

/** After this time a token is verified again, in case the issuer has removed its key. */
const keptMs = 10_000;
/** About 500 bytes each. */
const keptMax = 10_000;

/** Creates a cache. Its keys are hashes, so that it keeps no token in memory. */
export function createTokenCache(): TokenCache {
  const known = new Map<string, { claims: Claims; addedAtMs: number }>();
  return {
    find(token) {
      const entry = known.get(nameOf(token));
      return entry && performance.now() - entry.addedAtMs < keptMs ? entry.claims : undefined;
    },
    add(token, claims) {
      if (known.size >= keptMax) known.clear();
      known.set(nameOf(token), { claims, addedAtMs: performance.now() });
    },
  };
}

function nameOf(token: string): string {
  return hash('sha256', token, 'base64');
}
