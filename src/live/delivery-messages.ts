import { createSignal, createUpdates, type LiveUpdate } from './live-update.ts';
import { encodeCursor } from './position.ts';
import type { Batch, Continued } from './read-batch.ts';

/** Messages of one read: always the same objects for subscribers who follow the same deliveries. */
export interface DeliveryMessages {
  /** For a new subscriber of the workspace. */
  startOf(workspaceId: string): LiveUpdate;
  /** For a subscriber that has had no message for long: only the position. */
  movedOf(workspaceId: string): LiveUpdate;
  /** Updates since the last read, for a subscriber who had its first message. */
  listFor(interest: Continued['interest']): readonly LiveUpdate[];
  /** The first message and the missed updates, for a subscriber that continues from a cursor. */
  listMissed(continued: Continued): readonly LiveUpdate[];
}

export function createMessages(batch: Batch): DeliveryMessages {
  const { epoch, snapshot } = batch.present;
  const signals = new Map<string, ReturnType<typeof createSignals>>();
  const known = new Map<string, readonly LiveUpdate[]>();

  function signalsOf(workspaceId: string) {
    const created =
      signals.get(workspaceId) ??
      createSignals(encodeCursor({ epoch, snapshot, sent: null }, workspaceId));
    signals.set(workspaceId, created);
    return created;
  }

  function remember(name: string, create: () => readonly LiveUpdate[]): readonly LiveUpdate[] {
    const messages = known.get(name) ?? create();
    known.set(name, messages);
    return messages;
  }

  function createLive(interest: Continued['interest']): readonly LiveUpdate[] {
    const part = batch.parts.get(interest.workspaceId);
    if (part === undefined) return [];
    return (part && createUpdates(part, batch, interest)) ?? [signalsOf(interest.workspaceId).gap];
  }

  function createMissed(continued: Continued): readonly LiveUpdate[] {
    const { interest, after } = continued;
    const { workspaceId } = interest;
    const parts = batch.missed.get(continued) ?? null;
    const lists = parts?.map((part) => createUpdates(part, batch, interest));
    if (!lists || lists.includes(null)) return [signalsOf(workspaceId).gap];
    const updates = lists.flatMap((list) => list ?? []);
    return updates.length > 0
      ? [createSignal(encodeCursor(after, workspaceId)), ...updates]
      : [signalsOf(workspaceId).moved];
  }

  return {
    startOf: (workspaceId) => signalsOf(workspaceId).start,
    movedOf: (workspaceId) => signalsOf(workspaceId).moved,
    listFor: (interest) => remember(interest.name, () => createLive(interest)),
    listMissed: (continued) =>
      remember(
        `${continued.interest.name} ${encodeCursor(continued.after, continued.interest.workspaceId)}`,
        () => createMissed(continued),
      ),
  };
}

function createSignals(cursor: string) {
  return {
    start: createSignal(cursor, 'start'),
    gap: createSignal(cursor, 'gap'),
    moved: createSignal(cursor),
  };
}
