/*
 * Small calls share a statement. While two statements of a workspace are under way, its further calls wait,
 * and the next statement inserts the events of all of them (measured with 64 callers of one event each: four times as
 * many events a second, at a fifth of the CPU). A call that finds the workspace idle is not delayed.
 */
import type { EntityManager } from '../db/index.ts';
import type { KeyedEvent } from './claim-keys.ts';
import type { InsertedEvent } from './insert-events.ts';

/**
 * Inserts the events of a call in a transaction of its own.
 *
 * @returns null, with nothing inserted, if there would be too many deliveries
 */
export type InsertCall = (
  em: EntityManager,
  workspaceId: string,
  events: readonly KeyedEvent[],
) => Promise<InsertedEvent[] | null>;

/** The most events of a call that shares a statement. Larger calls gain little by it. */
const smallCallMax = 10;
/** The most that a shared statement inserts: as much as the largest call. */
const groupMax = { events: 100, textLength: 1024 * 1024 };
/** Shared statements of a workspace under way at once. With two, one that is slow does not stop the others. */
const underWayMax = 2;

/** A call that waits for its result. */
interface Call {
  em: EntityManager;
  events: readonly KeyedEvent[];
  resolve(inserted: InsertedEvent[] | null): void;
  reject(error: unknown): void;
}

/** The small calls of one workspace. */
interface Lane {
  underWay: number;
  waiting: Call[];
}

/**
 * Makes a function that inserts small calls together and others alone. A call that fails because of its data does
 * not affect the others of its statement: they are then inserted in smaller groups.
 */
export function createInsertTogether(insert: InsertCall): InsertCall {
  const lanes = new Map<string, Lane>();

  function startNext(workspaceId: string, lane: Lane): void {
    if (lane.waiting.length === 0) {
      if (lane.underWay === 0) lanes.delete(workspaceId);
      return;
    }
    if (lane.underWay >= underWayMax) return;
    lane.underWay += 1;
    void insertGroup(workspaceId, takeGroup(lane.waiting)).finally(() => {
      lane.underWay -= 1;
      startNext(workspaceId, lane);
    });
  }

  /** Halves the calls if they must not share a statement, until each that fails is alone. */
  async function insertGroup(workspaceId: string, calls: readonly Call[]): Promise<void> {
    const [first, ...others] = calls;
    if (!first) return;
    if (others.length === 0) {
      return insert(first.em, workspaceId, first.events).then(first.resolve, first.reject);
    }
    if (await insertShared(first.em, workspaceId, calls)) return;
    const middle = Math.ceil(calls.length / 2);
    await insertGroup(workspaceId, calls.slice(0, middle));
    await insertGroup(workspaceId, calls.slice(middle));
  }

  /** Returns false, with nothing inserted, if the calls must be divided. */
  async function insertShared(
    em: EntityManager,
    workspaceId: string,
    calls: readonly Call[],
  ): Promise<boolean> {
    try {
      const events = calls.flatMap((call) => call.events);
      const inserted = await insert(em, workspaceId, events);
      if (!inserted) return false;
      const rest = [...inserted];
      for (const call of calls) call.resolve(rest.splice(0, call.events.length));
    } catch (error) {
      if (isCausedByData(error)) return false;
      for (const call of calls) call.reject(error);
    }
    return true;
  }

  return (em, workspaceId, events) => {
    if (events.length > smallCallMax) return insert(em, workspaceId, events);
    return new Promise((resolve, reject) => {
      const lane = lanes.get(workspaceId) ?? { underWay: 0, waiting: [] };
      lanes.set(workspaceId, lane);
      // A fork, since the statement may run in the asynchronous context of another call.
      lane.waiting.push({ em: em.fork(), events, resolve, reject });
      startNext(workspaceId, lane);
    });
  };
}

/** Removes the oldest calls that fit into one statement, at least one. */
function takeGroup(waiting: Call[]): Call[] {
  let [count, events, textLength] = [0, 0, 0];
  for (const call of waiting) {
    events += call.events.length;
    textLength += call.events.reduce((sum, { body }) => sum + body.length, 0);
    if (count > 0 && (events > groupMax.events || textLength > groupMax.textLength)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** SQLSTATE classes of values that cannot be stored: nothing was inserted, and other values may fit. */
function isCausedByData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]...$/.test(code);
}
