import type { EntityManager } from '../db/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import { IdPrefix } from '../kernel/index.ts';
import type { NodeFinder } from '../workspaces/index.ts';
import { EventEntity, type Event } from './event.entity.ts';
import { toEventType } from './event.type.ts';

/** Loads events by UUID without a check of the workspace: for fields of objects the viewer may see. */
export const eventById = createRequestLoader<EntityManager, Event>(async (em, ids) => {
  const events = await findEvents(em, ids);
  return new Map(events.map((event) => [event.id, event]));
});

/** Reads the events with these UUIDs that have not been deleted, with one statement. */
export async function findEvents(em: EntityManager, ids: readonly string[]): Promise<Event[]> {
  return em.find(EventEntity, { id: { $in: [...ids] } });
}

/** Finds an event for `node(id:)`. */
export const eventFinder: NodeFinder = {
  prefix: IdPrefix.event,
  scope: 'webhooks:read',
  async find({ em, viewer }, id) {
    const event = await em.findOne(EventEntity, { id, workspaceId: viewer.workspaceId });
    return event && toEventType(event);
  },
};
