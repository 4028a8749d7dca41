import type { Scope } from '../../../../src/workspaces/index.ts';
import type { Operation } from '../operation.ts';

/** The objects of a workspace, for fields that take an id. */
export interface OwnedIds {
  workspaceId: string;
  webhookId: string;
  deliveryId: string;
  eventId: string;
  /** RUNNING where nothing is sent. */
  recoveryId: string;
  /** In no rent. */
  itemId: string;
  /** Without a rent. */
  renterId: string;
  /** RESERVED, with a different renter and item. */
  rentId: string;
}

/** A kind of object with an id. */
export type IdKind = keyof Omit<OwnedIds, 'workspaceId'>;

/** The scope a root field requires, and a request that has an effect when authorized. */
export interface RootFieldRow {
  /** Null: any token of a workspace that exists. */
  scope: Scope | null;
  ask(ids: OwnedIds): Operation;
}

/** Rows by field name, with a suffix where a field has several rows. */
export type RootFieldRows = Readonly<Record<string, RootFieldRow>>;
