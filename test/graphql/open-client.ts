import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { AnsweredError, TestGraphql } from './start-graphql.ts';

type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;

/** The close code and reason of a socket. */
export interface Ending {
  code: number;
  reason: string;
}

/** The real client of the protocol. */
export interface TestClient {
  client: Client;
  /** Resolves when the socket has ended. */
  ended: Promise<Ending>;
  /** All results of one operation; rejects with its errors when refused. */
  collect(
    query: string,
    variables?: Record<string, unknown>,
    operationName?: string,
  ): Promise<Result[]>;
  /** The errors of one operation, from its result or its rejection. */
  askForErrors(
    query: string,
    variables?: Record<string, unknown>,
    operationName?: string,
  ): Promise<AnsweredError[]>;
  dispose(): Promise<void>;
}

/** A client that sends the given authorization and never reconnects. */
export function openClient(graphql: TestGraphql, authorization: string | null): TestClient {
  const ended = Promise.withResolvers<Ending>();
  const client = createClient({
    url: graphql.webSocketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
    connectionParams: authorization === null ? {} : { authorization },
    on: { closed: (event) => ended.resolve(event as Ending) },
  });

  async function collect(
    query: string,
    variables: Record<string, unknown> = {},
    operationName?: string,
  ) {
    const results: Result[] = [];
    const operation = { query, variables, operationName };
    for await (const result of client.iterate(operation)) results.push(result);
    return results;
  }

  return {
    client,
    ended: ended.promise,
    collect,
    async askForErrors(...operation) {
      const results = await collect(...operation).catch((errors: unknown) => [{ errors }]);
      return (results[0]?.errors ?? []) as AnsweredError[];
    },
    dispose: async () => client.dispose(),
  };
}
