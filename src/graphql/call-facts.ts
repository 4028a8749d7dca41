import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import type { Claims } from '../workspaces/index.ts';

/** What the token of the call claims; null when it has none, or before it is checked. */
export function claimsOf(response: Response): Claims | null {
  return (response.locals.claims as Claims | undefined) ?? null;
}

/** Bytes of the body; one that is sent in chunks or compressed may have any size. */
export function sizeOf({ headers }: IncomingMessage): number {
  const isKnown = !headers['transfer-encoding'] && !headers['content-encoding'];
  return isKnown ? Number(headers['content-length'] ?? 0) : Infinity;
}
