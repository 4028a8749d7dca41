import { isIPv6 } from 'node:net';
import type { Resolve } from '../../../src/dispatcher/index.ts';
import { readCorpus, type CorpusRow } from '../../corpus/read-corpus.ts';
import { receiverHost } from '../../kit/receiver.ts';

/** Stands in for a public address: the only address of this machine that is allowed; its port 443 is closed. */
export const publicAddress = '127.0.0.2';

/** Address of names that are not in the corpus: on this machine, and not allowed. */
const refusedAddress = '127.0.0.1';

const saveRefused = (url: string, reason: string, index: number): CorpusRow => ({
  number: `save-${index}`,
  url,
  verdict: 'V',
  reason,
});

const connectRefused = (name: string, reason: string): CorpusRow => ({
  number: name,
  url: `https://${name}.fixture.example/`,
  verdict: 'R',
  reason,
});

/** Rows missing from the corpus: more spellings, both address families at once, very many answers. */
export const moreRows: readonly CorpusRow[] = [
  ...(
    [
      ['https://localhost./', 'the dot of the root'],
      ['https://LocalHost:8443/', 'capital letters'],
      ['https://a.b.localhost./', 'a name under localhost with the dot of the root'],
      ['https://127.0.0.1./', 'an address with the dot of the root'],
      ['https://127.1/', 'an address of two numbers'],
      ['https://0177.0.0.1/', 'octal'],
      ['https://0x7f000001/', 'one hexadecimal number'],
      ['https://0xa9fea9fe/', 'metadata as one hexadecimal number'],
      ['https://foo.0x7f/', 'a name that ends in a number'],
      ['https://[0:0:0:0:0:0:0:1]/', 'loopback in full'],
      ['https://[::127.0.0.1]/', 'IPv4-compatible'],
      ['https://[::ffff:169.254.169.254]/', 'metadata, IPv4-mapped'],
      ['https://[64:ff9b::10.0.0.1]/', 'NAT64 of a private address'],
      ['https://[2002:7f00:1::]/', '6to4 of loopback'],
      ['https://[::1%25lo]/', 'a zone'],
      ['https://[fec0::1]/', 'site-local'],
      ['https://xn--localhost-.com/', 'an A-label that is none'],
    ] as const
  ).map(([url, reason], index) => saveRefused(url, reason, index)),
  connectRefused('a-loopback', '[A 127.0.0.1]'),
  connectRefused('a-shared', '[A 100.64.0.1]'),
  connectRefused('a-azure', '[A 168.63.129.16]'),
  connectRefused('a-multicast', '[A 224.0.0.1]'),
  connectRefused('aaaa-loopback', '[AAAA ::1]'),
  connectRefused('aaaa-local', '[AAAA fd00::1]'),
  connectRefused('aaaa-link', '[AAAA fe80::1]'),
  connectRefused('aaaa-nat64', '[AAAA 64:ff9b::7f00:1]'),
  connectRefused('aaaa-6to4', '[AAAA 2002:a00:1::]'),
  connectRefused('aaaa-translated', '[AAAA ::ffff:0:7f00:1]'),
  connectRefused('family-last', '[A 93.184.216.34, AAAA ::1]'),
  connectRefused('family-first', '[AAAA fd00::1, A 93.184.216.34]'),
  connectRefused('family-both', '[AAAA fd00::1, A 10.0.0.1]'),
  connectRefused('hundreds', '300 answers, all of them public'),
  connectRefused('hundreds-last', '64 answers, the last of them private'),
  connectRefused('xn--bcher-kva', '[A 10.0.0.1] an A-label'),
  { ...connectRefused('dotted', '[A 10.0.0.1]'), url: 'https://dotted.fixture.example./' },
];

/** Names whose answer changes: each query takes the next one. */
const answersInTurn: Readonly<Record<string, string[][]>> = {
  'cname-localhost.fixture.example': [['127.0.0.1']],
  'cname-chain.fixture.example': [['10.0.0.1']],
  'ttl0.fixture.example': [[publicAddress], ['10.0.0.1']],
  'flip-between-attempts.fixture.example': [[publicAddress], ['10.0.0.1']],
  'empty.fixture.example': [[]],
  'hundreds.fixture.example': [Array<string>(300).fill(publicAddress)],
  'hundreds-last.fixture.example': [[...Array<string>(63).fill(publicAddress), '10.0.0.1']],
  [receiverHost]: [[publicAddress]],
};

/** Names whose first answer is allowed and whose later ones are not. */
export const flippingNames: ReadonlySet<string> = new Set(
  Object.keys(answersInTurn).filter((name) => (answersInTurn[name]?.length ?? 0) > 1),
);

/** The host of a URL; empty if it has none. */
export function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

/** The addresses given by a row, with the public one replaced so that nothing leaves this machine. */
function readAnswers(hostname: string): string[] {
  const row = [...readCorpus(), ...moreRows].find(
    ({ url, verdict }) => 'RF'.includes(verdict) && hostOf(url) === hostname,
  );
  if (row === undefined) return [refusedAddress];
  return [...row.reason.matchAll(/\b(?:A|AAAA) ([0-9a-f.:]+)/g)].map(([, address = '']) =>
    address === '93.184.216.34' ? publicAddress : address,
  );
}

/** Creates a resolver that answers according to the corpus. */
export function createCorpusResolver(): Resolve {
  const asked = new Map<string, number>();
  return async (hostname) => {
    if (hostname.startsWith('nx.')) {
      throw Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
    }
    if (hostname.startsWith('slowdns.')) return Promise.withResolvers<never>().promise;
    const turns = answersInTurn[hostname] ?? [readAnswers(hostname)];
    const turn = asked.get(hostname) ?? 0;
    asked.set(hostname, turn + 1);
    const addresses = turns[Math.min(turn, turns.length - 1)] ?? [];
    return {
      addresses: addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 })),
    };
  };
}
