/* The units in which sockets take turns (`kernel/work-turns.ts`), about 2 µs each. */

/** Work of one message to one subscriber. */
export const messageUnits = 1;

/** About 4 ms of the thread: long enough for the updates of many workspaces to be read together. */
export const unitsPerTurn = 2_000;

/** Work of one execution until it waits for rows, without that of its fields: about 0.1 ms. */
const baseUnits = 50;

/** Work of executions whose rows are read together, and which therefore end together: about 10 ms. */
const batchUnits = 5_000;

/** Events whose rows are read together, however little each costs. */
const batchEventsMax = 50;

/**
 * Work of all executions in progress on a node. At the usual cost these are 100: a field that cannot be read for several
 * events together sends a statement for each of them, and more would keep the dispatcher from its connections.
 */
export const inProgressUnitsMax = 10_000;

/** Usual executions count as this much of `inProgressUnitsMax`. */
const inProgressUnitsMin = 100;

/** The work of executing one event of a subscription. */
export interface ExecutionWork {
  /** For its turn. */
  units: number;
  /** Its part of `inProgressUnitsMax`. */
  inProgressUnits: number;
  /** Events that may be executed together. */
  eventsMax: number;
}

/** @param cost as reckoned for the cost limit; a point takes about a unit */
export function reckonWork(cost: number): ExecutionWork {
  const units = baseUnits + cost;
  return {
    units,
    inProgressUnits: Math.max(units, inProgressUnitsMin),
    eventsMax: Math.min(Math.max(1, Math.floor(batchUnits / units)), batchEventsMax),
  };
}
