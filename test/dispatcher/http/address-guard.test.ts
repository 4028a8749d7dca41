import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resolve } from '../../../src/dispatcher/http/resolve.ts';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import { readCorpus } from '../../corpus/read-corpus.ts';
import { startHangingHost } from './fixtures/hanging-host.ts';
import { startHttpReceiver, type LocalReceiver } from './fixtures/local-receiver.ts';
import {
  countSockets,
  createLoopbackSender,
  requestTo,
  resolveNothing,
  resolveTo,
  toResolvedAddress,
  type LoopbackSenderSettings,
} from './fixtures/loopback-sender.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

const startSender = (settings: LoopbackSenderSettings): Sender => {
  const sender = createLoopbackSender(settings);
  open.push(sender);
  return sender;
};

/** A receiver that closes each connection after its response, so every request opens a new one. */
const startReceiver = async (host?: string): Promise<LocalReceiver> => {
  const receiver = await startHttpReceiver(
    (_request, response) => response.writeHead(200, { connection: 'close' }).end(),
    host === undefined ? {} : { host },
  );
  open.push(receiver);
  return receiver;
};

const success = { response: { status: 200 } };
const refusal = { response: null, failure: { errorCode: 'DNS_ERROR', detail: '' } };
const unreachable = { response: null, failure: { errorCode: 'CONNECTION_REFUSED' } };

/** The addresses of those names of the corpus whose row does not give them as records. */
const addressesByName = new Map([
  ['cname-localhost.fixture.example', ['127.0.0.1']],
  ['cname-chain.fixture.example', ['10.0.0.1']],
  ['ttl0.fixture.example', ['10.0.0.1']],
  ['flip-between-attempts.fixture.example', ['10.0.0.1']],
]);

const readAddresses = (url: string, reason: string): string[] =>
  addressesByName.get(new URL(url).hostname) ??
  [...reason.matchAll(/\b(?:A|AAAA) ([0-9a-f.:]+)/g)].map(([, address = '']) => address);

describe('a name of the corpus with a refused address', () => {
  const rows = readCorpus().filter(({ verdict }) => verdict === 'R');
  test.each(rows)(
    'row $number opens no socket and looks like an unknown name: $reason',
    async (row) => {
      const addresses = readAddresses(row.url, row.reason);
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
  /** The look-ups of the rows, by the first word of their host name. */
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
    const { failure } = await sender.send(requestTo(url, 100));
    expect(failure?.errorCode).toBe(url.includes('slowdns') ? 'TIMEOUT' : 'DNS_ERROR');
  });
});

describe('the guard', () => {
  test('refuses bad IP literals, which need no look-up, without opening a socket', async () => {
    const sender = startSender({ allowNetworks: [] });
    const hosts = ['127.0.0.1', '[::ffff:127.0.0.1]', '0x7f.1', '[::1]', '169.254.169.254'];
    const sockets = await countSockets(async () => {
      for (const host of hosts) {
        expect(await sender.send(requestTo(`http://${host}:8080/`))).toMatchObject(refusal);
      }
    });
    expect(sockets).toBe(0);
  });

  test('refuses a special-use name even if it leads to an allowed address', async () => {
    const sender = startSender({ resolve: resolveTo('127.0.0.1') });
    expect(await sender.send(requestTo('http://db.internal:8080/'))).toMatchObject(refusal);
  });

  test('reaches a special-use name that the operator allows, if its address is allowed too', async () => {
    const receiver = await startReceiver();
    const allowHosts = ['n8n', '*.internal'];
    const statusOf = async (host: string, address: string) => {
      const sender = startSender({ allowHosts, resolve: resolveTo(address) });
      const outcome = await sender.send(requestTo(`http://${host}:${receiver.port}/`));
      return outcome.response?.status ?? outcome.failure?.errorCode;
    };
    expect(await statusOf('n8n', '127.0.0.1')).toBe(200);
    expect(await statusOf('db.internal', '127.0.0.1')).toBe(200);
    expect(await statusOf('n8n', '10.0.0.1')).toBe('DNS_ERROR');
    expect(await statusOf('n8n', '169.254.169.254')).toBe('DNS_ERROR');
    expect(await statusOf('metadata.google.internal', '127.0.0.1')).toBe('DNS_ERROR');
    expect(await statusOf('m8n', '127.0.0.1')).toBe('DNS_ERROR');
    expect(receiver.count()).toBe(2);
  });

  test('checks each connection: a name that changes to a bad address is refused the second time', async () => {
    const receiver = await startReceiver();
    const addresses = ['127.0.0.1', '10.0.0.1'];
    const sender = startSender({
      resolve: (...args) => resolveTo(addresses.shift() ?? '')(...args),
    });
    const url = `http://flip.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject(success);
    await receiver.firstClosed;
    const sockets = await countSockets(async () => {
      expect(await sender.send(requestTo(url))).toMatchObject(refusal);
    });
    expect([sockets, receiver.count()]).toEqual([0, 1]);
  });

  test('refuses a name if one address of either family is bad, in any order', async () => {
    const receiver = await startReceiver();
    const url = `http://mixed.fixture.example:${receiver.port}/`;
    for (const addresses of [
      ['127.0.0.1', '::1'],
      ['::1', '127.0.0.1'],
      ['127.0.0.1', '127.0.0.1', '10.0.0.1'],
      ['127.0.0.1', 'nonsense'],
    ]) {
      const sender = startSender({ resolve: resolveTo(...addresses) });
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

  test('tries the next checked address if one cannot be reached', async () => {
    const receiver = await startReceiver('127.0.0.2');
    const sender = startSender({ resolve: resolveTo('127.0.0.1', '127.0.0.2') });
    const url = `http://two.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject(success);
  });

  test('refuses a socket whose peer is not one of the checked addresses', async () => {
    // The system reads 0.0.0.0 as "this machine" and connects to 127.0.0.1 instead.
    const receiver = await startReceiver();
    const sender = startSender({ allowNetworks: ['0.0.0.0/8'], resolve: resolveTo('0.0.0.0') });
    for (const host of ['0.0.0.0', 'zero.fixture.example']) {
      const outcome = await sender.send(requestTo(`http://${host}:${receiver.port}/`));
      expect(outcome).toMatchObject(refusal);
    }
    expect(receiver.count()).toBe(0);
  });

  test.each([
    ['has a good address', Promise.resolve(['127.0.0.1']), success],
    ['has a refused address', Promise.resolve(['127.0.0.1', '10.0.0.1']), unreachable],
    ['has no address', Promise.resolve([]), unreachable],
    ['is never known', Promise.withResolvers<string[]>().promise, unreachable],
  ])(
    'after the first address fails, uses late ones only if all are good: the second family %s',
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

  test('tries late addresses if the address of the first family hangs', async () => {
    const receiver = await startReceiver();
    open.push(await startHangingHost('127.0.0.78', receiver.port));
    const sender = startSender({
      resolve: async () => ({
        addresses: [toResolvedAddress('127.0.0.78')],
        late: Promise.resolve([toResolvedAddress('127.0.0.1')]),
      }),
    });
    const url = `http://two.fixture.example:${receiver.port}/`;
    expect(await sender.send(requestTo(url))).toMatchObject(success);
  });

  test('aborts a look-up at the deadline, and opens no socket if it returns later', async () => {
    let answer: (() => void) | undefined;
    let wasAborted: boolean | undefined;
    const sender = startSender({
      resolve: async (hostname, signal) => {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        wasAborted = signal.aborted;
        return resolveTo('127.0.0.1')(hostname, signal);
      },
    });
    const sockets = await countSockets(async () => {
      const outcome = await sender.send(requestTo('http://late.fixture.example:8080/', 50));
      expect(outcome.failure?.errorCode).toBe('TIMEOUT');
      answer?.();
      await sender.close();
    });
    expect([sockets, wasAborted]).toEqual([0, true]);
    open.splice(0);
  });
});
