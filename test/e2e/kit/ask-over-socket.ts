import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer, TestApp } from '../../kit/app.ts';
import type { Fields, Operation } from './operation.ts';

/** Close codes for a missing or wrong token, and for an expired one. */
const unauthorizedCodes: readonly unknown[] = [4401, 4403];

/** The real client of the protocol. Connects at the first operation and never reconnects. */
export function createSocketClient(app: TestApp, token: string | null): Client {
  return createClient({
    url: app.app.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
  });
}

/**
 * The first answer of one operation on its own socket. All errors have the shape
 * of errors over HTTP: a socket closed without a valid token is UNAUTHENTICATED.
 */
export async function askOverSocket(
  app: TestApp,
  token: string | null,
  { document, variables }: Operation,
): Promise<Answer<Fields>> {
  const client = createSocketClient(app, token);
  const answers = client.iterate({ query: print(document), variables });
  try {
    return (await answers.next()).value as Answer<Fields>;
  } catch (error) {
    return { errors: readErrors(error) };
  } finally {
    await answers.return?.();
    await client.dispose();
  }
}

function readErrors(error: unknown): NonNullable<Answer<Fields>['errors']> {
  if (Array.isArray(error)) return error as NonNullable<Answer<Fields>['errors']>;
  const { code, reason } = error as { code?: number; reason?: string };
  if (code === undefined) throw error;
  const name = unauthorizedCodes.includes(code) ? 'UNAUTHENTICATED' : `closed with ${code}`;
  return [{ message: reason ?? '', extensions: { code: name } }];
}
