import type { Delivery } from '../deliveries/index.ts';
import type { Position } from './read-changes.ts';

/** One message of the live stream. */
export interface LiveUpdate {
  /** Where the stream stands: everything up to here was told, or is told of by `gap`. */
  cursor: string;
  /** True when changes were left out: load the list anew. */
  gap: boolean;
  /** The delivery as it stood when its change was read; null in the first message and in one that tells of a gap. */
  delivery: Delivery | null;
}

/** A place in the change table: the database's epoch and a snapshot, opaque to clients. */
export function encodeCursor({ epoch, snapshot }: Position): string {
  return Buffer.from(`${epoch}/${snapshot}`).toString('base64url');
}
