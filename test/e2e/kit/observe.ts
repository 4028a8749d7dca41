import { expect } from '@jest/globals';
import { print } from 'graphql';
import type { TestApp } from '../../kit/app.ts';
import { askOverSocket } from './ask-over-socket.ts';
import type { Operation } from './operation.ts';
import { statementsOfCalls } from './statements-of-calls.ts';

/** Everything that a caller can learn from a call: the answer, and from its duration the statements. */
interface Observation {
  /** Byte for byte, with the ids that were asked for replaced. */
  answer: string;
  /** Without their values. */
  statements: string[];
}

/** Sends an operation and returns its answer as a text. */
export type Send = (app: TestApp, token: string | null, operation: Operation) => Promise<string>;

/** The ways to send an operation. */
export const transports: Readonly<Record<'HTTP' | 'WebSocket', Send>> = {
  async HTTP(app, token, { document, variables }) {
    const response = await fetch(app.app.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
    return `${response.status} ${await response.text()}`;
  },
  WebSocket: async (app, token, operation) =>
    JSON.stringify(await askOverSocket(app, token, operation)),
};

/** One call, and the id in it. */
export interface Call {
  id: string;
  send(): Promise<string>;
  /** Whether the reader of the live stream makes the statements, for all subscribers at once. */
  isReadForAll?: boolean;
}

/**
 * Sends the calls one after the other, and expects the same answer and the same statements of each.
 *
 * @returns the statements of one call
 */
export async function expectAlike(
  { app }: TestApp,
  calls: readonly Call[],
): Promise<readonly string[]> {
  const seen: Observation[] = [];
  for (const call of calls) seen.push(await observe(app, call));
  expect(seen).toEqual(seen.map(() => seen[0]));
  return seen[0]?.statements ?? [];
}

async function observe(
  { database }: TestApp['app'],
  { id, send, isReadForAll = false }: Call,
): Promise<Observation> {
  let answer = '';
  const statements = await statementsOfCalls(database, async () => (answer = await send()));
  return {
    answer: answer.replaceAll(id, 'ID').replaceAll(/"cursor":"[^"]*"/g, '"cursor"'),
    statements: isReadForAll ? [] : statements.map((text) => text.replaceAll(/'[^']*'/g, '?')),
  };
}
