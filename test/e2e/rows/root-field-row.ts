import type { Scope } from '../../../src/workspaces/index.ts';
import type { Operation } from '../operation.ts';

/** What a workspace has, for the fields that want an id. */
export interface OwnedIds {
  workspaceId: string;
  webhookId: string;
  deliveryId: string;
  eventId: string;
  /** No rent has it. */
  itemId: string;
  /** Without a rent. */
  renterId: string;
  /** RESERVED, of another renter and another item. */
  rentId: string;
}

/** A kind of object that a caller can name by its id. */
export type IdKind = keyof Omit<OwnedIds, 'workspaceId'>;

/** What a root field asks of a token, and a request that does something when it is let in. */
export interface RootFieldRow {
  /** Null: any token of a workspace that exists. */
  scope: Scope | null;
  ask(ids: OwnedIds): Operation;
}

/** Rows by the name of the field, and of what is asked for where one row for a field is too few. */
export type RootFieldRows = Readonly<Record<string, RootFieldRow>>;
