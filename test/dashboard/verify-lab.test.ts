import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { findFirstDifference } from '../../src/dashboard/signature-lab/first-difference.ts';
import { formatHeaders, parseHeaders } from '../../src/dashboard/signature-lab/parse-headers.ts';
import type { LabInput } from '../../src/dashboard/signature-lab/lab-report.ts';
import { verifyLab } from '../../src/dashboard/signature-lab/verify-lab.ts';
import { createSigningSecret, signRequest } from '../../src/dispatcher/http/sign-request.ts';
import { createSecret } from '../../src/webhooks/secret.ts';

const now = new Date('2026-03-01T12:00:00Z');
const [secret, previous, other] = [createSecret(), createSecret(), createSecret()];
const body =
  '{"event":"renter.created","data":{"renter":{"name":"Zoë 山田","note":"a/b"}},"timestamp":"2026-03-01T11:59:58Z"}';

/** The request of an attempt, by the signer of the service. */
function signed(text = body, secrets = [secret]) {
  const { headers } = signRequest({
    ...{ eventId: 'evt_1', eventType: 'renter.created', deliveryId: 'dlv_1', attempt: 1 },
    ...{ body: text, url: 'https://hooks.example.com', timeoutSeconds: 10, now, version: '1' },
    secrets: secrets.map(createSigningSecret),
  });
  return headers;
}

const contentOf = (headers: Record<string, string>, text = body) =>
  `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;

/** Asks the lab about a right request, with changes. */
async function ask(changes: Partial<LabInput> = {}) {
  const [standard, plain, computed] = await verifyLab({
    ...{ headers: formatHeaders(signed()), body, secret, signedContent: '', computed: '' },
    ...{ secretHint: null, nowMs: now.getTime() + 2_000 },
    ...changes,
  });
  return { standard: standard!, plain: plain!, computed };
}

/** The first causes of both schemes. */
async function causesOf(changes: Partial<LabInput>) {
  const { standard, plain } = await ask(changes);
  return [standard.causes[0], plain.causes[0]];
}

const withHeaders = (changes: Record<string, string | undefined>) =>
  formatHeaders(
    Object.fromEntries(
      Object.entries({ ...signed(), ...changes }).filter(([, value]) => value !== undefined),
    ),
  );

describe('the signature lab', () => {
  test('verifies a request of the service by both schemes', async () => {
    const { standard, plain, computed } = await ask();
    for (const report of [standard, plain]) {
      expect(report).toMatchObject({ verdict: 'verified', causes: [], difference: null });
    }
    expect(standard.expected).toBe(signed()['webhook-signature']);
    expect(plain.expected).toBe(signed()['x-stockaj-signature']);
    expect(computed).toBeUndefined();
  });

  test.each([
    ['serialised-again', JSON.stringify(JSON.parse(body), null, 2)],
    ['serialised-again', body.replaceAll('":', '": ').replaceAll(',"', ', "')],
    ['serialised-again', body.replaceAll('ë', '\\u00eb')],
    ['serialised-again', body.replaceAll('/', '\\/')],
    ['line-break-added', `${body}\n`],
    ['line-break-added', `${body}\r\n`],
    ['byte-order-mark', `\uFEFF${body}`],
    ['space-around-body', ` ${body} `],
    ['string-in-string', JSON.stringify(body)],
    ['wrong-encoding', Buffer.from(body).toString('latin1')],
    ['wrong-encoding', new TextDecoder('windows-1252').decode(Buffer.from(body))],
  ])('finds that the body is changed: %s', async (cause, changed) => {
    const { standard, plain } = await ask({ body: changed });
    for (const report of [standard, plain]) {
      expect(report).toMatchObject({ verdict: 'failed', causes: [cause] });
      expect(report.difference).toEqual(findFirstDifference(body, changed));
    }
  });

  test.each([
    ['line-break-removed', `${body}\n`, body],
    ['line-break-removed', `${body}\r\n`, body],
    ['line-breaks-changed', 'one\r\ntwo', 'one\ntwo'],
    ['line-breaks-changed', 'one\ntwo', 'one\r\ntwo'],
  ])('finds line breaks that are gone: %s', async (cause, sent, received) => {
    expect(await causesOf({ headers: formatHeaders(signed(sent)), body: received })).toEqual([
      cause,
      cause,
    ]);
  });

  test.each([
    ['body-cut', body.slice(0, 50)],
    ['body-changed', body.replace('renter.created', 'renter.deleted')],
    ['wrong-encoding', body.replace('ë', '\uFFFD')],
    [
      'serialised-again',
      JSON.stringify(JSON.parse(body), ['timestamp', 'event', 'data', 'renter', 'note', 'name']),
    ],
  ])('with the signed text of the log finds more: %s', async (cause, changed) => {
    const signedContent = contentOf(signed());
    const { standard, plain } = await ask({ body: changed, signedContent });
    for (const report of [standard, plain]) {
      expect(report).toMatchObject({ verdict: 'failed', causes: [cause] });
      expect(report.difference).toEqual(findFirstDifference(body, changed));
    }
  });

  test('finds a secret that is wrong, and says how sure that is', async () => {
    expect(await causesOf({ secret: other })).toEqual(['secret-or-body', 'secret-or-body']);
    const signedContent = contentOf(signed());
    expect(await causesOf({ secret: other, signedContent })).toEqual([
      'secret-wrong',
      'secret-wrong',
    ]);
    expect(await causesOf({ secret: other, secretHint: secret.slice(-4) })).toEqual([
      'secret-of-other',
      'secret-of-other',
    ]);
    expect(await causesOf({ secret: 'a password' })).toEqual([
      'secret-malformed',
      'secret-malformed',
    ]);
  });

  test('finds slips in copying the secret', async () => {
    // Libraries for Standard Webhooks accept these.
    expect(await causesOf({ secret: secret.replace('whsec_', '') })).toEqual([
      undefined,
      'prefix-missing',
    ]);
    expect(await causesOf({ secret: secret.slice(0, -1) })).toEqual([undefined, 'padding-missing']);
    expect(await causesOf({ secret: `${secret}\n` })).toEqual([undefined, 'space-around-secret']);
    expect(await causesOf({ secret: `"${secret}"` })).toEqual([
      'space-around-secret',
      'space-around-secret',
    ]);
  });

  test('finds several causes at once', async () => {
    const { plain } = await ask({ secret: `${secret} `, body: `${body}\n` });
    expect(plain.causes).toEqual(['space-around-secret', 'line-break-added']);
  });

  test('says that a receiver refuses an old request and one of the future', async () => {
    const minute = 60_000;
    const at = async (aheadMs: number) => (await ask({ nowMs: now.getTime() + aheadMs })).standard;
    expect(await at(5 * minute)).toMatchObject({ verdict: 'verified', signedAtMs: now.getTime() });
    expect(await at(5 * minute + 1_000)).toMatchObject({
      verdict: 'stale',
      causes: ['timestamp-old'],
    });
    expect(await at(-5 * minute)).toMatchObject({ verdict: 'verified' });
    expect(await at(-6 * minute)).toMatchObject({ verdict: 'stale', causes: ['timestamp-ahead'] });
    expect((await ask({ nowMs: now.getTime() + 6 * minute })).plain.verdict).toBe('verified');
  });

  test('names each header that is missing', async () => {
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'x-stockaj-signature'];
    for (const name of names) {
      const reports = await ask({ headers: withHeaders({ [name]: undefined }) });
      const [broken, whole] = name.startsWith('x-')
        ? [reports.plain, reports.standard]
        : [reports.standard, reports.plain];
      expect(broken).toMatchObject({
        verdict: 'failed',
        causes: ['header-missing'],
        missing: [name],
      });
      expect(whole.verdict).toBe('verified');
    }
  });

  test('uses the scheme that verifies to explain the other', async () => {
    expect(await causesOf({ headers: withHeaders({ 'webhook-id': 'evt_2' }) })).toEqual([
      'id-or-time-changed',
      undefined,
    ]);
    const headers = withHeaders({ 'x-stockaj-signature': `sha256=${'0'.repeat(64)}` });
    expect(await causesOf({ headers })).toEqual([undefined, 'header-changed']);
  });

  test('tells the present secret from the previous one when both sign', async () => {
    const headers = formatHeaders(signed(body, [secret, previous]));
    expect(await causesOf({ headers })).toEqual(['newest-secret', 'newest-secret']);
    const { standard, plain } = await ask({ headers, secret: previous });
    for (const report of [standard, plain]) {
      expect(report).toMatchObject({ verdict: 'verified', causes: ['previous-secret'] });
    }
    expect(await causesOf({ headers, secret: other })).toEqual([
      'secret-or-body',
      'secret-or-body',
    ]);
  });

  describe('finds out what the code of a person has signed', () => {
    const bytes = Buffer.from(secret.slice(6), 'base64');
    const mac = (key: Buffer | string, content: string) =>
      createHmac('sha256', key).update(content);
    const content = contentOf(signed());
    test.each([
      [[], signed()['webhook-signature']!],
      [[], signed()['x-stockaj-signature']!],
      [['key-not-decoded'], `v1,${mac(secret, content).digest('base64')}`],
      [['key-not-decoded'], `v1,${mac(secret.slice(6), content).digest('base64')}`],
      [['prefix-decoded'], `v1,${mac(Buffer.from(secret, 'base64'), content).digest('base64')}`],
      [['content-incomplete'], `v1,${mac(bytes, body).digest('base64')}`],
      [['content-incomplete'], `v1,${mac(bytes, content.slice(6)).digest('base64')}`],
      [['wrong-form'], `v1,${mac(bytes, content).digest('hex')}`],
      [['wrong-form'], mac(bytes, content).digest('base64url')],
      [['serialised-again'], `v1,${mac(bytes, contentOf(signed(), body)).digest('base64')}`],
      [['key-decoded'], `sha256=${mac(bytes, body).digest('hex')}`],
      [['prefix-cut-off'], `sha256=${mac(secret.slice(6), body).digest('hex')}`],
      [['time-signed-too'], `sha256=${mac(secret, content).digest('hex')}`],
      [['computed-unknown'], `v1,${mac(other, content).digest('base64')}`],
    ])('%j', async (causes, computed) => {
      // One of them has verified a body that was serialised again, which is then what is given.
      const given =
        causes[0] === 'serialised-again' ? JSON.stringify(JSON.parse(body), null, 1) : body;
      const report = (await ask({ computed, body: given })).computed;
      expect(report).toMatchObject({
        causes,
        verdict: causes.length === 0 ? 'verified' : 'failed',
      });
    });
  });
});

describe('parseHeaders', () => {
  const expected = { 'webhook-id': 'evt_1', 'webhook-signature': 'v1,aGk= v1,eW8=' };
  test.each([
    ['lines', 'POST /hooks HTTP/1.1\r\nWebhook-Id:evt_1\r\nwebhook-signature: v1,aGk= v1,eW8=\r\n'],
    ['an object', '{"Webhook-Id":"evt_1","webhook-signature":["v1,aGk= v1,eW8="]}'],
    ['raw headers', '["Webhook-Id","evt_1","webhook-signature","v1,aGk= v1,eW8="]'],
    ['pairs', '[["Webhook-Id","evt_1"],["webhook-signature","v1,aGk= v1,eW8="]]'],
    ['curl', `-H 'Webhook-Id: evt_1' \\\n  -H "webhook-signature: v1,aGk= v1,eW8=" \\`],
    ['Python', `'Webhook-Id': 'evt_1',\n'webhook-signature': 'v1,aGk= v1,eW8=',`],
  ])('reads %s', (_form, text) => {
    expect(Object.fromEntries(parseHeaders(text))).toEqual(expected);
  });

  test('survives text that is no header', () => {
    for (const text of ['', '{', '[1]', 'null', '{"a":null}', ': x', '"', '[[]]']) {
      expect(() => parseHeaders(text)).not.toThrow();
    }
  });
});

describe('findFirstDifference', () => {
  test('counts bytes, not characters', () => {
    expect(findFirstDifference('Zoë!', 'Zoë?')).toEqual({
      offset: 4,
      before: 'Zoë',
      signed: '!',
      given: '?',
    });
    expect(findFirstDifference('ë', 'é')).toMatchObject({ offset: 1, before: '' });
    expect(findFirstDifference('ab', 'a')).toEqual({
      offset: 1,
      before: 'a',
      signed: 'b',
      given: '',
    });
    expect(findFirstDifference('', '\n')).toEqual({
      offset: 0,
      before: '',
      signed: '',
      given: '\n',
    });
    expect(findFirstDifference('same', 'same')).toBeNull();
  });
});
