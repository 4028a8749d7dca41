import type { RentLine } from '../../../src/inventory/rents/rent.entity.ts';
import type { SentEvent } from './read-trace.ts';
import { readObject } from './trace-views.ts';

/** Pieces that a rent took out of stock (negative) or returned. */
export interface Move {
  pieces: number;
  /** Time in the format of the events. */
  at: string;
}

/** Collects the stock moves in the events of rents, by item. */
export function collectMoves(events: readonly SentEvent[]): Map<string, Move[]> {
  const moves = new Map<string, Move[]>();
  for (const event of events.filter(({ type }) => type === 'rent.status_changed')) {
    const { status, lines, updatedAt: at } = readObject(event);
    const isBack = event.body.data.previousStatus === 'ACTIVE';
    if (status !== 'ACTIVE' && !isBack) continue;
    for (const { itemId, quantity } of lines as RentLine[]) {
      const move = { pieces: isBack ? quantity : -quantity, at };
      moves.set(itemId, [...(moves.get(itemId) ?? []), move]);
    }
  }
  return moves;
}
