import { createRequestLoader } from '../kernel/graphql/index.ts';
import { IdPrefix } from '../kernel/index.ts';
import type { EntityManager } from '../db/index.ts';
import type { NodeFinder } from '../workspaces/index.ts';
import type { Event } from './event.ts';
import { toEventType } from './event.type.ts';
import { findEvent, findEvents } from './find-events.ts';

/** Loads events by UUID without a check of the workspace: for fields of objects the viewer may see. */
export const eventById = createRequestLoader<EntityManager, Event>(findEvents);

/** Finds an event for `node(id:)`. */
export const eventFinder = {
  prefix: IdPrefix.event,
  scope: 'webhooks:read',
  async find({ em, viewer }, id) {
    const event = await findEvent(em, viewer.workspaceId, id);
    return event && toEventType(event);
  },
} satisfies NodeFinder;
