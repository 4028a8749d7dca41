import type { EntityManager } from '../db/index.ts';
import type { IdPrefix } from '../kernel/index.ts';
import type { Scope, Viewer } from './viewer.ts';

/** The context of resolvers. Each request has one; live updates that are executed together share one. */
export interface GraphContext {
  /** A fork, which shares no loaded rows with other requests. */
  em: EntityManager;
  /** Null without a token; then every field fails as UNAUTHENTICATED. */
  viewer: Viewer | null;
  /** Identifies the request in the log; the caller sees it in a masked error. */
  requestId: string;
}

/** The context behind `@Authorized`: there is a viewer, and its workspace exists unless the field needs the scope `platform`. */
export interface AuthorizedContext extends GraphContext {
  viewer: Viewer;
}

/** Finds one kind of object for `node(id:)`. */
export interface NodeFinder {
  prefix: IdPrefix;
  scope: Scope;
  /** Returns null for an object that does not exist or belongs to another workspace. */
  find(context: AuthorizedContext, uuid: string): Promise<object | null>;
}
