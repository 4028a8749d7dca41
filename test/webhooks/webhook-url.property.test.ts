import { isIP } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createNetworkPolicy } from '../../src/webhooks/network-policy.ts';
import { parseWebhookUrl } from '../../src/webhooks/webhook-url.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import { isReachable, parseNetwork } from './special-networks.ts';

const closed = createNetworkPolicy({ allowNetworks: [], denyNetworks: [], allowHttp: false });

const host = fc.oneof(
  { weight: 4, arbitrary: fc.domain() },
  { weight: 3, arbitrary: fc.ipV4() },
  { weight: 2, arbitrary: fc.ipV4Extended() },
  { weight: 3, arbitrary: fc.ipV6().map((address) => `[${address}]`) },
  { weight: 3, arbitrary: fc.bigInt({ min: 0n, max: (1n << 125n) - 1n }).map(toGlobalUnicast) },
  { weight: 1, arbitrary: fc.nat(0xffffffff).map(String) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);

/** An address inside 2000::/3, which contains all public ones. */
function toGlobalUnicast(low: bigint): string {
  const hex = ((1n << 125n) | low).toString(16).padStart(32, '0');
  return `[${hex.match(/.{4}/g)?.join(':')}]`;
}

const usual = <T>(value: T, ...others: T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, fc.constantFrom(...others));

/** Replaces `fc.webPath`, which takes longer than the test to build a table of all of Unicode. */
const path = fc
  .array(fc.constantFrom('a', 'b/', '..', '/', '%2e', '%', '?', '&x=', ' ', '\u00e9', '@', ':'), {
    maxLength: 8,
  })
  .map((parts) => `/${parts.join('')}`);

const builtUrl = fc
  .tuple(
    usual('https://', 'HTTPS://', 'http://', 'https:/', 'https:\\\\', '//'),
    usual('', 'user@', '@', 'a:b@', '%40'),
    host,
    usual('', '.', ':443', ':8443', ':22', ':6379', ':', ':99999', '%00', '\\@127.0.0.1'),
    fc.oneof(fc.constant('/'), path, fc.string({ unit: 'grapheme', maxLength: 12 })),
  )
  .map((parts) => parts.join(''));

const slipped = [
  '.',
  '@',
  ':',
  '/',
  '\\',
  '[',
  ']',
  '%',
  '#',
  '?',
  '\t',
  '\0',
  '。',
  '①',
  'ａ',
  '\u00ad',
];

/** URLs of the corpus with a typo or two, and other texts that can hide in a URL. */
const mutatedUrl = fc
  .tuple(
    fc.constantFrom(...readCorpus().map(({ url }) => url)),
    fc.array(
      fc.tuple(
        fc.nat(60),
        fc.nat(3),
        fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(...slipped)),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([url, slips]) =>
    slips.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), url),
  );

test('every URL accepted out of 100,000 texts is stable and leads to nothing private', () => {
  let literalCount = 0;
  let nameCount = 0;
  let runCount = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: builtUrl }, mutatedUrl), (typed) => {
      runCount += 1;
      const parsed = parseWebhookUrl(typed, closed);
      if ('error' in parsed) return true;
      const again = parseWebhookUrl(parsed.url, closed);
      const { protocol, username, password, hash, hostname } = new URL(parsed.url);
      const bare = hostname.replace(/^\[|\]$/g, '');
      const isLiteral = isIP(bare) !== 0;
      if (isLiteral) literalCount += 1;
      else nameCount += 1;
      return (
        'url' in again &&
        again.url === parsed.url &&
        protocol === 'https:' &&
        username + password + hash === '' &&
        // Judged by the registries and another library, not by the code under test.
        (isLiteral ? isReachable(parseNetwork(bare)) : closed.allowsHostName(hostname))
      );
    }),
    { numRuns: 100_000 },
  );
  // Guards against texts that would make the test meaningless.
  expect(runCount).toBe(100_000);
  expect(literalCount).toBeGreaterThan(5_000);
  expect(nameCount).toBeGreaterThan(5_000);
});
