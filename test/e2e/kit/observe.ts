import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { print } from 'graphql';
import type { TestApp } from '../../kit/app.ts';
import { statementsOf } from '../../kit/statements-of.ts';
import { askOverSocket } from './ask-over-socket.ts';
import type { Operation } from './operation.ts';

/** What a caller can learn from a call: the answer, and from its duration the statements. */
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
}

/**
 * Expects the same answer and the same statements of each call. The loops of the node make statements at any time, so
 * a difference counts when none of five tries is without one.
 *
 * @param prepare makes the calls of a try, counted from 1
 */
export async function expectAlike(
  { app }: TestApp,
  prepare: (tries: number) => Call[] | Promise<Call[]>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const seen: Observation[] = [];
    for (const call of await prepare(tries)) seen.push(await observe(app, call));
    const alike = seen.map(() => seen[0]);
    if (tries < 5 && !isDeepStrictEqual(seen, alike)) continue;
    expect(seen).toEqual(alike);
    return;
  }
}

async function observe({ database }: TestApp['app'], { id, send }: Call): Promise<Observation> {
  let answer = '';
  const statements = await statementsOf(database, async () => (answer = await send()));
  return {
    answer: answer.replaceAll(id, 'ID').replaceAll(/"cursor":"[^"]*"/g, '"cursor"'),
    statements: statements.map((text) => text.replaceAll(/'[^']*'/g, '?')),
  };
}
