import { nameWorkspace } from '../kernel/index.ts';
import { parseSnapshot } from './snapshot.ts';

/** A place in the change tables: all changes visible to the snapshot were sent, and some of the next read. */
export interface Position {
  /** Identifies this copy of the database; positions of other epochs are meaningless. */
  epoch: string;
  snapshot: string;
  /** Null at the end of a read. */
  sent: SentPart | null;
}

/** The part of a read that was sent. */
export interface SentPart {
  /** The snapshot of that read. */
  until: string;
  /** Deliveries are sent in the order of their ids (UUIDs): this one was the last. */
  deliveryId: string;
  /** Names the subscription, since another one was sent other deliveries. */
  streamName: string;
}

/** Writes a position as a text that is opaque to clients, for one workspace. */
export function encodeCursor({ epoch, snapshot, sent }: Position, workspaceId: string): string {
  const rest = sent ? [sent.until, sent.deliveryId, sent.streamName] : [];
  const parts = [nameWorkspace(workspaceId), epoch, snapshot, ...rest];
  return Buffer.from(parts.join('/')).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @returns null for a text that `encodeCursor` cannot have written for the workspace */
export function decodeCursor(cursor: string, workspaceId: string): Position | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, epoch = '', snapshot = '', until, deliveryId, streamName, more] = text.split('/');
  const isPosition = uuid.test(epoch) && parseSnapshot(snapshot) !== null && more === undefined;
  if (!isPosition) return null;
  const position = { epoch, snapshot, sent: toSentPart(until, deliveryId, streamName) };
  // Refuses another workspace, and characters outside base64url, which Buffer skips.
  return encodeCursor(position, workspaceId) === cursor ? position : null;
}

function toSentPart(until = '', deliveryId = '', streamName = ''): SentPart | null {
  const isPart = parseSnapshot(until) !== null && uuid.test(deliveryId);
  return isPart ? { until, deliveryId, streamName } : null;
}
