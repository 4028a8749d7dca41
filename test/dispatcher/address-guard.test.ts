import { afterEach, describe, expect, test } from '@jest/globals';
import { describeError } from '../../src/deliveries/error-code.ts';
import type { Outcome } from '../../src/dispatcher/http/outcome.ts';
import type { Resolve } from '../../src/dispatcher/http/resolve.ts';
import type { Sender } from '../../src/dispatcher/http/send-request.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import { startHangingHost } from './hanging-host.ts';
import { startHttpReceiver, type LocalReceiver } from './local-receiver.ts';
import {
  countSockets,
  createTestSender,
  requestTo,
  resolveNothing,
  resolveTo,
  toResolvedAddress,
  type TestSenderSettings,
} from './test-sender.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

const startSender = (settings: TestSenderSettings): Sender => {
  const sender = createTestSender(settings);
  open.push(sender);
  return sender;
};

/** A receiver that ends each connection after its answer, so that every request connects anew. */
const startReceiver = async (host?: string): Promise<LocalReceiver> => {
  const receiver = await startHttpReceiver(
    (_request, response) => response.writeHead(200, { connection: 'close' }).end(),
    host === undefined ? {} : { host },
  );
  open.push(receiver);
  return receiver;
};

const refusal: Partial<Outcome> = {
  errorCode: 'DNS_ERROR',
  errorMessage: describeError('DNS_ERROR'),
  responseStatus: null,
  responseBody: null,
};

const unreachable: Partial<Outcome> = { errorCode: 'CONNECTION_REFUSED', responseStatus: null };

/** What the names of the corpus lead to where the row does not spell it out as a record. */
const answersByName = new Map([
  ['cname-localhost.fixture.example', ['127.0.0.1']],
  ['cname-chain.fixture.example', ['10.0.0.1']],
  ['ttl0.fixture.example', ['10.0.0.1']],
  ['flip-between-attempts.fixture.example', ['10.0.0.1']],
]);

const readAnswers = (url: string, reason: string): string[] =>
  answersByName.get(new URL(url).hostname) ??
  [...reason.matchAll(/\b(?:A|AAAA) ([0-9a-f.:]+)/g)].map(([, address = '']) => address);

describe('a name of the corpus that leads to a refused address', () => {
  const rows = readCorpus().filter(({ verdict }) => verdict === 'R');
  test.each(rows)(
    'row $number opens no socket and looks like an unknown name: $reason',
    async (row) => {
      const addresses = readAnswers(row.url, row.reason);
      expect(addresses).not.toEqual([]);
      const sender = startSender({
        resolve: resolveTo(...addresses),
        allowNetworks: [],
        denyNetworks: ['203.0.114.7/32'],
      });
      const sockets = await countSockets(async () => {
        expect(await sender.send(requestTo(row.url))).toMatchObject(refusal);
      });
      expect(sockets).toBe(0);
    },
  );
});

describe('a name of the corpus that cannot be looked up', () => {
  /** The resolvers of the rows by the first word of their host name. */
  const resolvers = new Map<string, Resolve>([
    ['nx', resolveNothing],
    ['empty', resolveTo()],
    ['slowdns', () => Promise.withResolvers<never>().promise],
  ]);
  const rows = readCorpus().filter(({ verdict }) => verdict === 'F');
  test.each(rows)('row $number is a failed attempt: $reason', async ({ url }) => {
    const resolve = resolvers.get(new URL(url).hostname.split('.')[0] ?? '');
    expect(resolve).toBeDefined();
    const sender = startSender({ resolve: resolve ?? resolveNothing });
    const { errorCode } = await sender.send(requestTo(url, 100));
    expect(errorCode).toBe(url.includes('slowdns') ? 'TIMEOUT' : 'DNS_ERROR');
  });
});

describe('the guard', () => {
  test('refuses IP literals, which are not looked up, without a socket', async () => {
    const sender = startSender({ allowNetworks: [] });
    const hosts = ['127.0.0.1', '[::ffff:127.0.0.1]', '0x7f.1', '[::1]', '169.254.169.254'];
    const sockets = await countSockets(async () => {
      for (const host of hosts) {
        expect(await sender.send(requestTo(`http://${host}:8080/`))).toMatchObject(refusal);
      }
    });
    expect(sockets).toBe(0);
  });

  test('refuses a name of a private use even when it resolves to an allowed address', async () => {
    const sender = startSender({ resolve: resolveTo('127.0.0.1') });
    expect(await sender.send(requestTo('http://db.internal:8080/'))).toMatchObject(refusal);
  });

  test('reaches a name of a private use that the operator allows, when its address is allowed too', async () => {
    const receiver = await startReceiver();
    const allowHosts = ['n8n', '*.internal'];
    const statusOf = async (host: string, address: string) => {
      const sender = startSender({ allowHosts, resolve: resolveTo(address) });
      const outcome = await sender.send(requestTo(`http://${host}:${receiver.port}/`));
      return outcome.responseStatus ?? outcome.errorCode;
    };
    expect(await statusOf('n8n', '127.0.0.1')).toBe(200);
    expect(await statusOf('db.internal', '127.0.0.1')).toBe(200);
    expect(await statusOf('n8n', '10.0.0.1')).toBe('DNS_ERROR');
    expect(await statusOf('n8n', '169.254.169.254')).toBe('DNS_ERROR');
    expect(await statusOf('metadata.google.internal', '127.0.0.1')).toBe('DNS_ERROR');
    expect(await statusOf('m8n', '127.0.0.1')).toBe('DNS_ERROR');
    expect(receiver.count()).toBe(2);
  });

  test('checks at each connect: a name that flips between attempts is refused the second time', async () => {
    const receiver = await startReceiver();
    const answers = ['127.0.0.1', '10.0.0.1'];
    const sender = startSender({
      resolve: (...args) => resolveTo(answers.shift() ?? '')(...args),
    });
    const url = `http://flip.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject({ responseStatus: 200 });
    await receiver.firstClosed;
    const sockets = await countSockets(async () => {
      expect(await sender.send(requestTo(url))).toMatchObject(refusal);
    });
    expect([sockets, receiver.count()]).toEqual([0, 1]);
  });

  test('refuses a name when one answer of either family is bad, in any order', async () => {
    const receiver = await startReceiver();
    const url = `http://mixed.fixture.example:${receiver.port}/`;
    for (const answers of [
      ['127.0.0.1', '::1'],
      ['::1', '127.0.0.1'],
      ['127.0.0.1', '127.0.0.1', '10.0.0.1'],
      ['127.0.0.1', 'nonsense'],
    ]) {
      const sender = startSender({ resolve: resolveTo(...answers) });
      expect(await sender.send(requestTo(url))).toMatchObject(refusal);
    }
    expect(receiver.count()).toBe(0);
  });

  test('refuses a name with hundreds of addresses', async () => {
    const receiver = await startReceiver();
    const sender = startSender({
      resolve: resolveTo(...Array.from({ length: 300 }, () => '127.0.0.1')),
    });
    const url = `http://many.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject(refusal);
    expect(receiver.count()).toBe(0);
  });

  test('goes on to the next checked address when one does not answer', async () => {
    const receiver = await startReceiver('127.0.0.2');
    const sender = startSender({ resolve: resolveTo('127.0.0.1', '127.0.0.2') });
    const url = `http://two.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject({ errorCode: null });
  });

  test('refuses a socket whose peer is none of the checked addresses', async () => {
    // The system takes 0.0.0.0 as "this machine" and connects to 127.0.0.1 instead.
    const receiver = await startReceiver();
    const sender = startSender({ allowNetworks: ['0.0.0.0/8'], resolve: resolveTo('0.0.0.0') });
    for (const host of ['0.0.0.0', 'zero.fixture.example']) {
      const outcome = await sender.send(requestTo(`http://${host}:${receiver.port}/`));
      expect(outcome).toMatchObject(refusal);
    }
    expect(receiver.count()).toBe(0);
  });

  test.each([
    ['answers late', Promise.resolve(['127.0.0.1']), { responseStatus: 200 }],
    ['answers late with a refused one', Promise.resolve(['127.0.0.1', '10.0.0.1']), unreachable],
    ['has none', Promise.resolve([]), unreachable],
    ['never answers', Promise.withResolvers<string[]>().promise, unreachable],
  ])(
    'when no address of the first family can be reached and the second %s, does what that allows',
    async (_title, late, outcome) => {
      const receiver = await startReceiver();
      const sender = startSender({
        allowNetworks: ['127.0.0.0/8'],
        resolve: async () => ({
          // Nothing listens there.
          addresses: [toResolvedAddress('127.0.0.77')],
          late: late.then((addresses) => addresses.map(toResolvedAddress)),
        }),
      });
      const url = `http://two.fixture.example:${receiver.port}/`;
      expect(await sender.send(requestTo(url))).toMatchObject(outcome);
      expect(receiver.count()).toBe(outcome === unreachable ? 0 : 1);
    },
  );

  test('goes on with a late answer when the address of the first family hangs', async () => {
    const receiver = await startReceiver();
    open.push(await startHangingHost('127.0.0.78', receiver.port));
    const sender = startSender({
      resolve: async () => ({
        addresses: [toResolvedAddress('127.0.0.78')],
        late: Promise.resolve([toResolvedAddress('127.0.0.1')]),
      }),
    });
    const url = `http://two.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject({ responseStatus: 200 });
  });

  test('opens no socket when the look-up answers after the deadline, and tells it to stop', async () => {
    let answer: (() => void) | undefined;
    let wasTold: boolean | undefined;
    const sender = startSender({
      resolve: async (hostname, signal) => {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        wasTold = signal.aborted;
        return resolveTo('127.0.0.1')(hostname, signal);
      },
    });
    const sockets = await countSockets(async () => {
      const outcome = await sender.send(requestTo('http://late.fixture.example:8080/', 50));
      expect(outcome.errorCode).toBe('TIMEOUT');
      answer?.();
      await sender.close();
    });
    expect([sockets, wasTold]).toEqual([0, true]);
    open.splice(0);
  });
});
