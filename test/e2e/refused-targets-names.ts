import { isIPv6 } from 'node:net';
import type { Resolve } from '../../src/dispatcher/index.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import { receiverHost } from '../kit/receiver.ts';

/** Stands for a public address: it is the only one of this machine that may be reached, and its port 443 is closed. */
export const publicAddress = '127.0.0.2';

/** Where a name leads that the corpus does not tell of: an address of this machine that may not be reached. */
const refusedAddress = '127.0.0.1';

/** Names that stay away from their answers' kind: each query of theirs takes the next answer. */
const answersInTurn: Readonly<Record<string, string[][]>> = {
  'cname-localhost.fixture.example': [['127.0.0.1']],
  'cname-chain.fixture.example': [['10.0.0.1']],
  'ttl0.fixture.example': [[publicAddress], ['10.0.0.1']],
  'flip-between-attempts.fixture.example': [[publicAddress], ['10.0.0.1']],
  'empty.fixture.example': [[]],
  [receiverHost]: [[publicAddress]],
};

/** Names whose first answer alone may be reached. */
export const flippingNames: ReadonlySet<string> = new Set(
  Object.keys(answersInTurn).filter((name) => (answersInTurn[name]?.length ?? 0) > 1),
);

/** The host of a URL; empty where it has none. */
export function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

/** The addresses that a row itself tells, the public one replaced, so that nothing can leave this machine. */
function readAnswers(hostname: string): string[] {
  const row = readCorpus().find(
    ({ url, verdict }) => 'RF'.includes(verdict) && hostOf(url) === hostname,
  );
  if (row === undefined) return [refusedAddress];
  return [...row.reason.matchAll(/\b(?:A|AAAA) ([0-9a-f.:]+)/g)].map(([, address = '']) =>
    address === '93.184.216.34' ? publicAddress : address,
  );
}

/** A name server that answers as the corpus says. */
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
    return addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  };
}
