import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isIPv6 } from 'node:net';
import type { Resolve } from '../../src/dispatcher/index.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import { startTestApp } from '../kit/app.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import type { LoggedDelivery } from '../kit/customer.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Stands for a public address: it is the only one of this machine that may be reached, and nobody listens. */
const publicAddress = '127.0.0.2';

/** Names that stay away from their answers' kind: each query of theirs takes the next answer. */
const answersInTurn: Readonly<Record<string, string[][]>> = {
  'cname-localhost.fixture.example': [['127.0.0.1']],
  'cname-chain.fixture.example': [['10.0.0.1']],
  'ttl0.fixture.example': [[publicAddress], ['10.0.0.1']],
  'flip-between-attempts.fixture.example': [[publicAddress], ['10.0.0.1']],
  'empty.fixture.example': [[]],
};

const rows = readCorpus().filter(({ verdict }) => verdict === 'R' || verdict === 'F');
const hostOf = (url: string) => new URL(url).hostname;

/** The addresses that the row itself names, the public one replaced, so that nothing can leave this machine. */
function readAnswers(hostname: string): string[] {
  const { reason = '' } = rows.find(({ url }) => hostOf(url) === hostname) ?? {};
  return [...reason.matchAll(/\b(?:A|AAAA) ([0-9a-f.:]+)/g)].map(([, address = '']) =>
    address === '93.184.216.34' ? publicAddress : address,
  );
}

/** A name server that answers as the corpus says. */
function createCorpusResolver(): Resolve {
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

let app: TestApp;
/** By the host of the row. */
let deliveries: Map<string, LoggedDelivery>;

beforeAll(async () => {
  app = await startTestApp({
    env: {
      DELIVERY_ALLOW_NETWORKS: `${publicAddress}/32`,
      DELIVERY_DENY_NETWORKS: '203.0.114.7/32',
      RETRY_SCHEDULE: '0,0,3600', // two attempts at once, then a third that is far away
    },
    options: { resolve: createCorpusResolver() },
  });
  const customer = await createCustomer(app);
  for (const { url } of rows) await customer.createWebhook(url, { timeoutSeconds: 1 });
  await customer.publish();
  let log: LoggedDelivery[] = [];
  await waitUntil('every delivery has had two attempts', async () => {
    log = await customer.log();
    return log.every(({ attemptCount, nextAttemptAt }) => attemptCount === 2 && nextAttemptAt);
  });
  deliveries = new Map(log.map((delivery) => [hostOf(delivery.attempts[0]?.url ?? ''), delivery]));
});
afterAll(() => app.stop());

/** What the attempts of a row's delivery say. */
function codesOf(url: string) {
  return deliveries.get(hostOf(url))?.attempts.map(({ errorCode }) => errorCode);
}

test('the corpus has names of both kinds, and each has its delivery', () => {
  expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['R', 'F']));
  expect([...deliveries.keys()].sort()).toEqual(rows.map(({ url }) => hostOf(url)).sort());
});

describe('a delivery to a name of the corpus', () => {
  test.each(rows)('row $number waits for its next attempt, unsent: $reason', async ({ url }) => {
    const delivery = deliveries.get(hostOf(url))!;
    expect(delivery).toMatchObject({ status: 'PENDING', statusReason: null, completedAt: null });
    expect(Date.parse(delivery.nextAttemptAt!)).toBeGreaterThan(Date.now());
    expect(delivery.attempts).toHaveLength(2);
    for (const attempt of delivery.attempts) {
      expect(attempt).toMatchObject({ url, responseStatus: null, responseBody: null });
    }
  });

  const always = rows.filter(({ url }) => (answersInTurn[hostOf(url)] ?? []).length < 2);
  test.each(always)('row $number has the code of its fault: $reason', async ({ url }) => {
    const code = hostOf(url).startsWith('slowdns.') ? 'TIMEOUT' : 'DNS_ERROR';
    expect(codesOf(url)).toEqual([code, code]);
  });

  test.each(['https://ttl0.fixture.example/', 'https://flip-between-attempts.fixture.example/'])(
    '%s is looked up anew for each attempt',
    (url) => {
      expect(codesOf(url)).toEqual(['CONNECTION_REFUSED', 'DNS_ERROR']);
    },
  );

  test('says the same of a refused address and of a name that does not exist', () => {
    const { errorMessage } = deliveries.get('nx.fixture.example')!.attempts[0]!;
    const refused = rows.filter(({ verdict }) => verdict === 'R');
    const messages = refused.map(
      ({ url }) => deliveries.get(hostOf(url))?.attempts[1]?.errorMessage,
    );
    expect(new Set(messages)).toEqual(new Set([errorMessage]));
  });
});
