/* The units in which sockets take turns (`kernel/work-turns.ts`), about 2 µs each. */

/** Work of one message to one subscriber. */
export const messageUnits = 1;

/** Work of one execution until it waits for rows: about 0.1 ms. */
export const executionUnits = 50;

/** About 4 ms of the thread: long enough for the updates of many workspaces to be read together. */
export const unitsPerTurn = 2_000;
