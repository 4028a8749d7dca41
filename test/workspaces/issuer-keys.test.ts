import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import {
  AccessError,
  UnavailableError,
  type ErrorLog,
  createLogger,
} from '../../src/kernel/index.ts';
import { createAuthenticator, type Authenticator } from '../../src/workspaces/index.ts';
import { startTestApp } from '../kit/app.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hourMs = 3_600_000;

let server: Server;
let url: string;
let askedCount: number;
let answer: (response: ServerResponse) => void;
let logged: string[];
let errorLog: ErrorLog;
let authenticator: Authenticator;
let passedMs: number;

const publish =
  (...kids: string[]) =>
  (response: ServerResponse) =>
    void response.end(
      JSON.stringify({
        keys: kids.map((kid) => ({ ...publicKey.export({ format: 'jwk' }), kid })),
      }),
    );
const fail = (response: ServerResponse) => void response.writeHead(503).end();

beforeEach(async () => {
  [askedCount, passedMs, logged, answer] = [0, 0, [], publish('a')];
  server = createServer((_request, response) => {
    askedCount += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  const realNow = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passedMs); // jose's clock
  errorLog = createTestErrorLog(
    createLogger('info', { write: (line: string) => void logged.push(line) }),
  );
  authenticator = createAuthenticator({ jwksUrl: url }, { errorLog });
});
afterEach(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

function sign(kid: string): Promise<string> {
  return new SignJWT({ workspace: 'acme', aud: 'stockaj-webhooks' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setExpirationTime('1h')
    .sign(privateKey);
}

/** Returns the workspace of a token whose key has this id, or the error. */
async function call(kid: string): Promise<unknown> {
  return authenticator.authenticate(`Bearer ${await sign(kid)}`).then(
    (claims) => claims?.workspaceId,
    (error: unknown) => error,
  );
}

describe('the keys of an issuer', () => {
  test('stay in use for 24 hours when it cannot be reached, and no longer', async () => {
    expect(await call('a')).toBe('acme');
    answer = fail;
    passedMs = 23.9 * hourMs;
    expect(await call('a')).toBe('acme');
    expect(await authenticator.explainAbsence()).toBeNull();
    passedMs = 24.1 * hourMs;
    expect(await call('a')).toBeInstanceOf(UnavailableError);
    expect(await authenticator.explainAbsence()).toContain('cannot be loaded from their issuer');
    answer = publish('a');
    passedMs = 24.2 * hourMs;
    expect(await call('a')).toBe('acme');
  });

  test('are loaded again after 10 minutes while the old ones stay in use', async () => {
    expect(await call('a')).toBe('acme');
    answer = publish('b');
    passedMs = hourMs / 5;
    expect(await call('a')).toBe('acme'); // without waiting for the issuer
    await waitUntil('the new key counts', async () => (await call('b')) === 'acme');
    expect(await call('a')).toBeInstanceOf(AccessError);
    expect(askedCount).toBe(2);
  });

  test('are loaded before the next call after 20 minutes without calls', async () => {
    expect(await call('a')).toBe('acme');
    answer = publish('b');
    passedMs = hourMs / 2;
    const withdrawn = await Promise.all([call('a'), call('a'), call('a')]);
    for (const error of withdrawn) expect(error).toBeInstanceOf(AccessError);
    expect(await call('b')).toBe('acme');
    expect(askedCount).toBe(2);
  });

  test('are loaded once for many simultaneous tokens, and not again for unknown keys', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => call('a')));
    expect(new Set(answers)).toEqual(new Set(['acme']));
    const unknown = await Promise.all(Array.from({ length: 50 }, (_, n) => call(`unknown ${n}`)));
    for (const error of unknown) expect(error).toBeInstanceOf(AccessError);
    expect(askedCount).toBe(1);
  });

  test('are requested at most every 5 s during an outage, which is logged once and counted', async () => {
    answer = fail;
    for (let n = 0; n < 20; n += 1) expect(await call('a')).toBeInstanceOf(UnavailableError);
    expect(askedCount).toBe(1);
    passedMs = 6_000;
    await Promise.all(Array.from({ length: 20 }, (_, n) => call(`unknown ${n}`)));
    expect(askedCount).toBe(2);
    expect(logged).toHaveLength(1);
    passedMs = 61_000;
    await call('a');
    errorLog.flush();
    expect(logged).toHaveLength(2);
    expect(logged[1]).toMatch(/"count":2,.*AUTH_JWKS_URL/);
    expect(logged.join()).toContain('status 503');
    expect(logged.join()).not.toContain('"stack"');
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a redirect', (response) => void response.writeHead(302, { location: url }).end()],
    ['an endless answer', (response) => void response.write('x'.repeat(70_000))],
    ['no JSON', (response) => void response.end('<html>')],
    ['another JSON', (response) => void response.end('{"keys":1}')],
    ['an empty set', publish()],
    ['a cut connection', (response) => void response.destroy()],
  ])('are not replaced by %s', async (_, bad) => {
    expect(await call('a')).toBe('acme');
    answer = bad;
    passedMs = hourMs;
    expect(await call('b')).toBeInstanceOf(UnavailableError);
    expect(await call('a')).toBe('acme');
    expect(askedCount).toBe(2);
  });
});

test("a node without its issuer's keys is not ready, and asks callers to try again", async () => {
  answer = fail;
  const app = await startTestApp({ env: { AUTH_JWT_SECRET: '', AUTH_JWKS_URL: url } });
  try {
    const authorization = `Bearer ${await sign('a')}`;
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { authorization, 'content-type': 'application/json' };
    const refused = await fetch(app.app.url, { method: 'POST', headers, body });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', isRetryable: true } }],
    });

    const socket = new WebSocket(app.app.url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    expect((await closed)[0]).toBe(1013); // clients reconnect after this code

    const ready = await fetch(new URL('/readyz', app.app.url));
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reasons: [expect.stringContaining('issuer')] });
    answer = publish('a');
    passedMs = 6_000;
    const isReady = async () => (await fetch(new URL('/readyz', app.app.url))).ok;
    await waitUntil('the node is ready', isReady);
  } finally {
    await app.stop();
  }
});
