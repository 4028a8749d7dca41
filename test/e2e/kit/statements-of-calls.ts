import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import { Server } from 'node:http';
import { jest } from '@jest/globals';
import type { Client } from 'pg';
import { WebSocket } from 'ws';
import type { Database } from '../../../src/db/index.ts';

/** Set in everything that follows from a request or from a message of a WebSocket, and not in the loops of the node. */
const calls = new AsyncLocalStorage<true>();

/**
 * Returns the SQL of the statements that calls of the API make during `work`, on the nodes of this process. Without
 * what asks whether the workspace of the token exists: that is remembered for a second.
 */
export async function statementsOfCalls(
  database: Pick<Database, 'em'>,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const pool: object = await database.em.fork().getConnection().getNativeClient();
  const driver = (pool as { Client: typeof Client }).Client.prototype as unknown as Driver;
  const texts: string[] = [];
  const query = driver.query;
  const spies = [
    markCalls(Server.prototype, 'request'),
    markCalls(WebSocket.prototype, 'message'),
    jest.spyOn(driver, 'query').mockImplementation(function (this: Driver, ...args) {
      const [asked] = args;
      if (calls.getStore()) texts.push(typeof asked === 'string' ? asked : asked.text);
      return query.apply(this, args);
    }),
  ];
  try {
    await work();
    return texts.filter(
      (text) => !/^select (set_config\(|where \(exists \(select from workspaces )/.test(text),
    );
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

interface Driver {
  query(asked: string | { text: string }, ...more: unknown[]): unknown;
}

function markCalls(emitter: EventEmitter, name: string) {
  const emit = emitter.emit;
  return jest.spyOn(emitter, 'emit').mockImplementation(function (this: EventEmitter, ...args) {
    const go = () => emit.apply(this, args);
    return args[0] === name ? calls.run(true, go) : go();
  });
}
