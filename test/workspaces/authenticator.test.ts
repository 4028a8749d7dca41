import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { AccessError, UnavailableError } from '../../src/kernel/index.ts';
import { createAuthenticator, signToken, type Authenticator } from '../../src/workspaces/index.ts';

const secret = 'a secret of at least thirty-two bytes';
const bySecret = createAuthenticator({ secret });
const claims = { workspace: 'acme', scope: 'webhooks:read', aud: 'stockaj-webhooks' };

interface Signing {
  key?: Uint8Array | KeyObject;
  alg?: string;
  kid?: string;
}

/** A token for a minute, HS256 with our secret unless told otherwise; a claim that is undefined is left out. */
function sign(payload: Record<string, unknown>, signing: Signing = {}): Promise<string> {
  const { key = new TextEncoder().encode(secret), alg = 'HS256', kid = 'a' } = signing;
  const exp = Math.floor(Date.now() / 1000) + 60;
  return new SignJWT({ exp, ...payload }).setProtectedHeader({ alg, kid }).sign(key);
}

/** The message of the refusal, which is always an UNAUTHENTICATED that does not repeat the token. */
async function refuse(authenticator: Authenticator, token: string): Promise<string> {
  const error: unknown = await authenticator
    .authenticate(`Bearer ${token}`)
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof AccessError))
    throw new Error('The token was not refused.', { cause: error });
  expect(error.code).toBe('UNAUTHENTICATED');
  expect(error.message).not.toContain(token);
  return error.message;
}

describe('a token signed with the shared secret', () => {
  test('gives the workspace, the scopes and the expiry', async () => {
    const token = await sign({
      ...claims,
      scope: 'webhooks:read events:publish',
      exp: 4_102_444_800,
    });
    const patient = createAuthenticator({ secret }, { lifetimeDaysMax: 36_500 });
    expect(await patient.authenticate(`Bearer ${token}`)).toEqual({
      workspaceId: 'acme',
      scopes: new Set(['webhooks:read', 'events:publish']),
      expiresAt: new Date('2100-01-01T00:00:30Z'), // 30 s of clock tolerance
    });
  });

  test('is what signToken makes', async () => {
    const token = await signToken(secret, {
      workspaceId: 'acme',
      scopes: ['webhooks:read', 'platform'],
      lifetimeSeconds: 60,
    });
    const found = await bySecret.authenticate(`bearer  ${token}`);
    expect(found?.workspaceId).toBe('acme');
    expect(found?.scopes).toEqual(new Set(['webhooks:read', 'platform']));
  });

  test('may carry scopes of other services, which are ignored, or none', async () => {
    const foreign = await sign({ ...claims, scope: 'billing:read  webhooks:read Platform' });
    expect((await bySecret.authenticate(`Bearer ${foreign}`))?.scopes).toEqual(
      new Set(['webhooks:read']),
    );
    const none = await sign({ ...claims, scope: undefined });
    expect((await bySecret.authenticate(`Bearer ${none}`))?.scopes).toEqual(new Set());
  });

  test('may be for several audiences', async () => {
    const token = await sign({ ...claims, aud: ['billing', 'stockaj-webhooks'] });
    expect(await bySecret.authenticate(`Bearer ${token}`)).not.toBeNull();
  });

  test('is optional: without one there are no claims', async () => {
    expect(await bySecret.authenticate(undefined)).toBeNull();
  });

  test("is valid from 30 s before its start to 30 s after its expiry, by the service's clock", async () => {
    const token = await sign({ ...claims, exp: 4_102_444_800 });
    const at = (now: string) =>
      createAuthenticator({ secret }, { clock: { now: () => new Date(now) } });
    expect(await at('2100-01-01T00:00:29Z').authenticate(`Bearer ${token}`)).not.toBeNull();
    expect(await refuse(at('2100-01-01T00:00:30Z'), token)).toBe('The token has expired.');
    const early = await sign({
      ...claims,
      exp: 4_102_444_900,
      nbf: 4_102_444_800,
      iat: 4_102_444_800,
    });
    expect(await at('2099-12-31T23:59:30Z').authenticate(`Bearer ${early}`)).not.toBeNull();
    expect(await refuse(at('2099-12-31T23:59:29Z'), early)).toBe('The token is not valid yet.');
  });

  test('is verified once, and refused all the same when it has expired', async () => {
    let now = new Date();
    const authenticator = createAuthenticator({ secret }, { clock: { now: () => now } });
    const authorization = `Bearer ${await sign(claims)}`;
    const first = await authenticator.authenticate(authorization);
    expect(await authenticator.authenticate(authorization)).toBe(first);
    now = first!.expiresAt;
    await expect(authenticator.authenticate(authorization)).rejects.toThrow('expired');
  });

  test('may live 30 days from iat, or from now if iat is missing or in the future', async () => {
    const now = 4_102_444_800;
    const clock = { now: () => new Date(now * 1000) };
    const authenticator = createAuthenticator({ secret }, { clock });
    const days30 = 30 * 86_400;
    const sentence = 'The token is valid for too long: its lifetime may be at most 30 days.';
    const at = (exp: number, iat?: number) => sign({ ...claims, exp, iat });
    const accepts = async (token: Promise<string>) =>
      expect(await authenticator.authenticate(`Bearer ${await token}`)).not.toBeNull();
    await accepts(at(now + days30));
    await accepts(at(now + 60, now + 60 - days30));
    await accepts(at(now + 30 + days30, now + 30)); // the issuer's clock may be 30 s ahead
    expect(await refuse(authenticator, await at(now + days30 + 31))).toBe(sentence);
    expect(await refuse(authenticator, await at(now + 60, now + 59 - days30))).toBe(sentence);
    const ahead = await at(now + 2 * days30, now + 2 * days30 - 60);
    expect(await refuse(authenticator, ahead)).toBe(sentence);
    const strict = createAuthenticator({ secret }, { clock, lifetimeDaysMax: 1 });
    expect(await refuse(strict, await at(now + days30))).toContain('at most one day.');
  });

  test.each([
    ['another audience', { ...claims, aud: 'billing' }, 'not for the audience stockaj-webhooks'],
    ['no audience', { ...claims, aud: undefined }, 'not for the audience stockaj-webhooks'],
    ['no end', { ...claims, exp: undefined }, '`exp` is missing or malformed'],
    ['an end that is no number', { ...claims, exp: '4102444800' }, '`exp` is missing or malformed'],
    ['a beginning that is no number', { ...claims, nbf: 'x' }, '`nbf` is missing or malformed'],
    ['an issue that is no number', { ...claims, iat: 'x' }, '`iat` is missing or malformed'],
    ['an end beyond all dates', { ...claims, exp: 1e300 }, '`exp` is missing or malformed'],
    ['a beginning to come', { ...claims, nbf: 4_102_444_800 }, 'not valid yet'],
    ['no workspace', { ...claims, workspace: undefined }, '`workspace` is missing or malformed'],
    ['an empty workspace', { ...claims, workspace: '' }, '`workspace` is missing or malformed'],
    ['a long workspace', { ...claims, workspace: 'a'.repeat(65) }, '`workspace` is missing'],
    ['a line break after it', { ...claims, workspace: 'acme\n' }, '`workspace` is missing'],
    [
      'scopes that are a list',
      { ...claims, scope: ['platform'] },
      '`scope` is missing or malformed',
    ],
  ])('is refused with %s', async (_, payload, reason) => {
    expect(await refuse(bySecret, await sign(payload))).toContain(reason);
  });

  test('is refused when another secret signed it or a byte was changed', async () => {
    const foreign = await sign(claims, { key: new TextEncoder().encode('b'.repeat(32)) });
    expect(await refuse(bySecret, foreign)).toBe("The token's signature is wrong.");
    const [header, , signature] = (await sign(claims)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: 4_102_444_800 }));
    const token = `${header}.${forged.toString('base64url')}.${signature}`;
    expect(await refuse(bySecret, token)).toBe("The token's signature is wrong.");
  });

  test('is refused without a signature and with an algorithm that is not HS256', async () => {
    const unsigned = new UnsecuredJWT(claims).setExpirationTime('1 h').encode();
    expect(await refuse(bySecret, unsigned)).toContain('algorithm');
    const other = await sign(claims, {
      alg: 'HS512',
      key: new TextEncoder().encode('a'.repeat(64)),
    });
    expect(await refuse(bySecret, other)).toContain('algorithm');
  });

  test.each(['x1', 'x1.x2', 'x1.x2.x3', 'e30.e30.e30', 'x1.x2.x3.x4.x5', 'x1 x2', 'xä'])(
    'is refused when it is %j',
    async (token) => {
      expect(await refuse(bySecret, token)).toContain('malformed');
    },
  );

  test.each(['', 'Basic YTpi', 'Bearer', 'token'])('is refused as %j', async (authorization) => {
    const answer = bySecret.authenticate(authorization);
    await expect(answer).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(answer).rejects.toThrow('must be "Bearer" and a token');
  });
});

describe("a token signed with one of the issuer's keys", () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed = generateKeyPairSync('ed25519');
  const secretKey = new TextEncoder().encode(secret);
  let server: Server;
  let answers: () => { status: number; body: string };
  let url: string;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      const { status, body } = answers();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function publishKeys(): Authenticator {
    const publish = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
    const keys = [
      publish(rsa.publicKey, 'rsa'),
      publish(ec.publicKey, 'ec'),
      publish(ed.publicKey, 'ed'),
      { kty: 'oct', k: Buffer.from(secretKey).toString('base64url'), kid: 'oct' },
    ];
    answers = () => ({ status: 200, body: JSON.stringify({ keys }) });
    return createAuthenticator({ jwksUrl: url });
  }

  test.each([
    ['RS256', 'rsa', rsa.privateKey],
    ['ES256', 'ec', ec.privateKey],
    ['EdDSA', 'ed', ed.privateKey],
  ])('is accepted by %s', async (alg, kid, key) => {
    const token = await sign(claims, { alg, kid, key });
    expect(await publishKeys().authenticate(`Bearer ${token}`)).toMatchObject({
      workspaceId: 'acme',
    });
  });

  test('is refused with HS256, even with the text of a public key as the secret', async () => {
    const authenticator = publishKeys();
    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
    const confused = await sign(claims, { key: new TextEncoder().encode(String(pem)), kid: 'rsa' });
    expect(await refuse(authenticator, confused)).toContain('algorithm');
    expect(await refuse(authenticator, await sign(claims, { kid: 'oct' }))).toContain('algorithm');
  });

  test('is refused with an unpublished key or a wrong signature', async () => {
    const authenticator = publishKeys();
    const unknown = await sign(claims, { alg: 'RS256', kid: 'other', key: rsa.privateKey });
    expect(await refuse(authenticator, unknown)).toContain('a key that is not known here');
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const wrong = await sign(claims, { alg: 'RS256', kid: 'rsa', key: other });
    expect(await refuse(authenticator, wrong)).toBe("The token's signature is wrong.");
  });

  test("is not the caller's error when the keys cannot be loaded", async () => {
    answers = () => ({ status: 503, body: '' });
    const token = await sign(claims, { alg: 'RS256', kid: 'rsa', key: rsa.privateKey });
    const authenticator = createAuthenticator({ jwksUrl: url });
    await expect(authenticator.authenticate(`Bearer ${token}`)).rejects.toThrow(UnavailableError);
  });
});
