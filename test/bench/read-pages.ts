import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { App } from '../../src/app.ts';
import { signToken } from '../../src/workspaces/index.ts';
import type { Loop } from './bare-loops.ts';

const query = `query ($filter: DeliveryFilter) {
  deliveries(first: 50, filter: $filter) {
    nodes { id status trigger attemptCount createdAt responseStatus responseTimeMs webhook { id name } event { type } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Pages asked for at once. */
const concurrency = 2;
/** Pause after a page that was refused, because others slow this machine, in milliseconds. */
const restMs = 100;

export interface PagesOptions {
  app: App;
  /** AUTH_JWT_SECRET of the node. */
  secret: string;
  workspaceId: string;
  filter: object;
}

/**
 * Reads the first page of 50 deliveries of a workspace over and over, through the API.
 *
 * @throws Error unless each page is full.
 */
export function createPageLoop({ app, secret, workspaceId, filter }: PagesOptions): Loop {
  const body = JSON.stringify({ query, variables: { filter } });

  async function readPage(token: string): Promise<void> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await request(app.url, { method: 'POST', headers, body });
    const text = await answer.body.text();
    if (answer.statusCode === 503) {
      await delay(restMs);
      return readPage(token);
    }
    const count = text.match(/"dlv_/g)?.length ?? 0;
    if (count !== 50) throw new Error(`A page has ${count} deliveries: ${text.slice(0, 500)}`);
  }

  return async (count) => {
    const scopes = ['webhooks:read' as const];
    const token = await signToken(secret, { workspaceId, scopes, lifetimeSeconds: 3_600 });
    let left = count;
    const read = async () => {
      while (left-- > 0) await readPage(token);
    };
    await Promise.all(Array.from({ length: concurrency }, read));
  };
}
