import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createNetworkPolicy, isPublicAddress } from '../../src/webhooks/network-policy.ts';
import { parseWebhookUrl } from '../../src/webhooks/webhook-url.ts';
import { readCorpus } from '../corpus/read-corpus.ts';

const closed = createNetworkPolicy({ allowNetworks: [], denyNetworks: [], allowHttp: false });
const open = createNetworkPolicy({
  allowNetworks: ['127.0.0.0/8', '10.0.0.0/8', 'fd00::/8'],
  denyNetworks: ['10.9.0.0/16'],
  allowHttp: true,
});

describe('a webhook URL, by the corpus', () => {
  for (const { number, url, verdict, reason } of readCorpus()) {
    const isAccepted = verdict !== 'V';
    test(`row ${number} is ${isAccepted ? 'accepted' : 'refused'} when saved: ${reason}`, () => {
      expect(parseWebhookUrl(url, closed)).toEqual(
        isAccepted ? { url: expect.any(String) } : { error: expect.stringMatching(/^[A-Z].+\.$/) },
      );
    });
  }
});

describe('a webhook URL that is accepted', () => {
  const rows: [typed: string, stored: string][] = [
    ['HTTPS://Hooks.Example.COM/A/b?x=%20', 'https://hooks.example.com/A/b?x=%20'],
    ['https://example.com', 'https://example.com/'],
    ['https://example.com:443/', 'https://example.com/'],
    ['https://example.com./', 'https://example.com./'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://xn--bcher-kva.bücher.example/', 'https://xn--bcher-kva.xn--bcher-kva.example/'],
    ['https://example.com/a/../b?q=@:\u00e9', 'https://example.com/b?q=@:%C3%A9'],
    ['https://ab_cd.example.com/x', 'https://ab_cd.example.com/x'],
    ['https://_a.b_.Example.com/', 'https://_a.b_.example.com/'],
    ['https://\u2764\ufe0f.example.com/', 'https://xn--qei.example.com/'],
    ['https://\u2764.example.com/', 'https://xn--qei.example.com/'],
    ['https://\u2764\ufe0e.example.com/', 'https://xn--qei.example.com/'],
    ['https://1\ufe0f\u20e3.example.com/', 'https://xn--1-2sn.example.com/'],
    ['https://\u2615\ufe0fshop.example/', 'https://xn--shop-pj3b.example/'],
    ['https://\u{1f44d}\u{1f3fd}.example.com/', 'https://xn--on8h5e.example.com/'],
    ['https://example\u3002com/', 'https://example.com/'],
    ['https://\u4f8b\u3002example\uff0ecom\uff61/', 'https://xn--fsq.example.com./'],
    ['https://\u039f\u0394\u039f\u03a3.example/', 'https://xn--pxavbq.example/'],
    [' https://example.com/ ', 'https://example.com/'],
    ['\t\r\nhttps://example.com/a\r\n\f', 'https://example.com/a'],
    ['\ufeff\u00a0https://example.com/a\u00a0\u3000\u200b\u2060', 'https://example.com/a'],
    ['https://[2606:4700:4700:0:0:0:0:1111]:8443/', 'https://[2606:4700:4700::1111]:8443/'],
  ];
  test.each(rows)('%s is stored as %s', (typed, stored) => {
    expect(parseWebhookUrl(typed, closed)).toEqual({ url: stored });
  });
});

test('a webhook URL may have very many blanks around it, but none inside', () => {
  const blanks = ' '.repeat(500_000);
  const url = 'https://example.com/';
  expect(parseWebhookUrl(blanks + url + blanks, closed)).toEqual({ url });
  expect(parseWebhookUrl(`${url}${blanks}a`, closed)).toEqual({
    error: expect.stringMatching(/longer/),
  });
});

describe('a webhook URL that is refused', () => {
  const rows: [typed: string, error: RegExp][] = [
    ['', /start with https/],
    ['https://example.com/#', /fragment/],
    ['https://example.com:/', /colon without a port/],
    ['https://:443/', /no host/],
    ['https://example.com/\u2028a', /spaces/],
    ['https://example.com/ a', /spaces/],
    ['https://exam\nple.com/', /spaces/],
    ['\0https://example.com/', /spaces/],
    ['https://example.com/\u0085', /spaces/],
    ['https://example.com/\u001f ', /spaces/],
    [' ', /start with https/],
    ['\u202ehttps://example.com/', /start with https/],
    ['https://example.com/\ud800', /spaces/],
    ['https://1.1/', /four decimal numbers/],
    ['https://0x01010101/', /four decimal numbers/],
    ['https://ｅｘａｍｐｌｅ.com/', /converted to other characters/],
    ['https://exam\u00adple.com/', /converted to other characters/],
    ['https://exam\ufe0fple.com/', /converted to other characters/],
    ['https://1\ufe0f.example.com/', /converted to other characters/],
    ['https://\u2764\ufe0f\ufe0f.example.com/', /converted to other characters/],
    ['https://\u2122\ufe0f.example.com/', /converted to other characters/],
    ['https://exam\u200bple.com/', /converted to other characters/],
    ['https://example\u2024com/', /not valid/],
    ['https://127\u30020\u30020\u30021/', /four decimal numbers/],
    ['https://1\u30021\u30021\u30021/', /four decimal numbers/],
    ['https://localhost\u3002/', /public name/],
    ['https://db\u3002internal/', /public name/],
    ['https://example.c_m/', /public name/],
    ['https://xn--localhost-.com/', /not a valid international name/],
    ['https://localhost./', /public name/],
    ['https://a.b.home.arpa/', /public name/],
    ['https://foo-.com/', /public name/],
    [`https://${'a.'.repeat(126)}com/`, /public name/],
    ['https://[::ffff:8.8.8.8]/', /is not public/],
    ['https://example.com:5432/', /PostgreSQL/],
    ['https://example.com:6379/', /Redis/],
    ['https://example.com:80/', /port must be 443/],
    ['https://example.com:0/', /port must be 443/],
    [`https://example.com/${'é'.repeat(1_000)}`, /after encoding/],
    ['http://127.0.0.1:4321/', /start with https/],
  ];
  test.each(rows)('%j gets its own error', (typed, error) => {
    expect(parseWebhookUrl(typed, closed)).toEqual({ error: expect.stringMatching(error) });
  });
});

describe('a webhook URL in networks that the operator allows', () => {
  const accepted = [
    'http://127.0.0.1/',
    'http://127.0.0.1:1/',
    'http://127.0.0.1:5432/',
    'http://localhost:50000/',
    'https://api.localhost:8443/',
    'https://10.1.2.3/',
    'http://[fd00::1]:3000/',
    'http://example.com/',
  ];
  test.each(accepted)('%s is accepted', (url) => {
    expect(parseWebhookUrl(url, open)).toEqual({ url });
  });

  const refused = [
    'http://192.168.1.1/',
    'https://10.9.0.1/',
    'https://intranet/',
    'https://[::1]/',
    'https://[fd00:ec2::254]/',
    'http://example.com:5432/',
    'ftp://127.0.0.1/',
  ];
  test.each(refused)('%s is still refused', (url) => {
    expect(parseWebhookUrl(url, open)).toEqual({ error: expect.any(String) });
  });
});

describe('a webhook URL with a host name that the operator allows', () => {
  const allowHosts = ['n8n', 'host.docker.internal', '*.svc.cluster.local', '*.google.internal'];
  const settings = { allowNetworks: [], denyNetworks: [], allowHosts };
  const https = createNetworkPolicy({ ...settings, allowHttp: false });
  const http = createNetworkPolicy({ ...settings, allowHttp: true });

  test.each([
    'http://n8n:5678/webhook/x',
    'http://n8n/',
    'http://host.docker.internal:3000/',
    'https://hooks.team.svc.cluster.local/',
  ])('%s is accepted', (url) => {
    expect(parseWebhookUrl(url, http)).toEqual({ url });
    expect(parseWebhookUrl(url, closed)).toEqual({ error: expect.any(String) });
  });

  test.each([
    'https://m8n:5678/',
    'https://docker.internal/',
    'https://metadata.google.internal/',
    'https://n8n:5432/',
    'https://n8n:22/',
    'https://user@n8n/',
    'https://10.0.0.1/',
  ])('%s is still refused', (url) => {
    expect(parseWebhookUrl(url, http)).toEqual({ error: expect.any(String) });
  });

  test('needs DELIVERY_ALLOW_HTTP for plain http like any other', () => {
    expect(parseWebhookUrl('http://n8n:5678/', https)).toEqual({
      error: 'The URL must start with https://.',
    });
    expect(parseWebhookUrl('https://n8n:5678/', https)).toEqual({ url: 'https://n8n:5678/' });
  });
});

const oddHost = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.nat(0xffffffff).map(String),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const oddUrl = fc
  .tuple(
    fc.constantFrom('https://', 'HTTPS://', 'http://', 'https:/', 'https:\\\\'),
    fc.constantFrom('', '', '', 'user@', '@'),
    oddHost,
    fc.constantFrom('', '', ':443', ':8443', ':22', ':'),
    fc.oneof(fc.constant('/'), fc.webPath(), fc.string({ unit: 'grapheme', maxLength: 12 })),
  )
  .map((parts) => parts.join(''));

describe('any text', () => {
  test('is refused, or accepted in a stable form that leads to nothing private', () => {
    fc.assert(
      fc.property(oddUrl, (typed) => {
        const parsed = parseWebhookUrl(typed, closed);
        if ('error' in parsed) return;
        expect(parseWebhookUrl(parsed.url, closed)).toEqual(parsed);
        const { protocol, username, hash, hostname } = new URL(parsed.url);
        expect([protocol, username, hash]).toEqual(['https:', '', '']);
        const isLiteral = /^\[|^[\d.]+$/.test(hostname);
        expect(!isLiteral || isPublicAddress(hostname.replace(/^\[|\]$/g, ''))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
