import type { EntityManager } from '../db/index.ts';
import type { IdPrefix } from '../kernel/index.ts';
import type { Scope, Viewer } from './viewer.ts';

/** What a resolver is given. One a request; for a subscription one a socket, with a fresh `em` an event. */
export interface GraphContext {
  /** A fork of its own: nothing read here is shared with another request. */
  em: EntityManager;
  /** Null without a token; then every field answers UNAUTHENTICATED. */
  viewer: Viewer | null;
  /** Names the request in our log; the caller sees it in a masked error. */
  requestId: string;
}

/** The same behind `@Authorized`: there is a viewer, and its workspace exists unless the field is the platform's. */
export interface AuthorizedContext extends GraphContext {
  viewer: Viewer;
}

/** How `node(id:)` finds one kind of object. */
export interface NodeFinder {
  prefix: IdPrefix;
  scope: Scope;
  /** Null for what does not exist and for what belongs to another workspace. */
  find(context: AuthorizedContext, uuid: string): Promise<object | null>;
}
