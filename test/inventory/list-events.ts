import type { ResultOf } from '@graphql-typed-document-node/core';
import type { TestApp } from '../kit/app.ts';
import { ListEventBodies } from './inventory-queries.ts';

/** An event in the API. */
export interface ShownEvent {
  type: string;
  data: Record<string, unknown>;
}

/** Lists every event of the token's workspace by id, in order of their ids. */
export async function listEvents(app: TestApp, token: string): Promise<Map<string, ShownEvent>> {
  const found: [string, ShownEvent][] = [];
  for (let after: string | null = null, isLast = false; !isLast;) {
    const { events }: ResultOf<typeof ListEventBodies> = await app.ask(token, ListEventBodies, {
      after,
    });
    for (const { id, type, payload } of events.nodes) {
      found.push([id, { type, data: (payload as ShownEvent).data }]);
    }
    after = events.pageInfo.endCursor;
    isLast = !events.pageInfo.hasNextPage;
  }
  return new Map(found.reverse());
}
