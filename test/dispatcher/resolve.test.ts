import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createResolver,
  type Resolve,
  type ResolverSettings,
} from '../../src/dispatcher/http/resolve.ts';
import { createNetworkPolicy } from '../../src/webhooks/network-policy.ts';

const typeA = 1;
const typeCname = 5;
const typeAaaa = 28;

const manyAddresses = (count: number): number[][] =>
  Array.from({ length: count }, (_, index) => [93, 184, index >> 8, index & 255]);

const publicV4 = [93, 184, 216, 34];
const publicV6 = [0x26, 6, ...Array<number>(13).fill(0), 1];

/** The zone of the test's own DNS server: bytes of addresses by type and name. Other names do not exist. */
const zone = new Map<string, number[][]>([
  [`${typeA} both.fixture.example`, [publicV4, [10, 0, 0, 1]]],
  [`${typeAaaa} both.fixture.example`, [publicV6]],
  [`${typeA} pair.fixture.example`, [publicV4]],
  [`${typeAaaa} pair.fixture.example`, [publicV6]],
  [`${typeA} four.fixture.example`, [publicV4]],
  [`${typeA} six.fixture.example`, []],
  [`${typeAaaa} six.fixture.example`, [publicV6]],
  [`${typeA} under_score.fixture.example`, [publicV4]],
  [`${typeA} hundreds.fixture.example`, manyAddresses(300)],
  [`${typeA} thousands.fixture.example`, manyAddresses(4_000)],
  [`${typeA} target.fixture.example`, [[10, 0, 0, 1]]],
]);

/** What names stand for other names, be those such that they look like addresses. */
const aliases = new Map([
  ['alias.fixture.example', 'target.fixture.example'],
  ['numeric.fixture.example', '127.0.0.1'],
  ['loop.fixture.example', 'loop.fixture.example'],
]);

/** More than a datagram may have: the resolver is told to ask again over TCP. */
const datagramBytesMax = 16_000;

/** A pointer to the name in the question, so that thousands of records fit into one message. */
const ownerInQuestion = Buffer.from([0xc0, 12]);

/** How often a name was asked for whose server does not answer. */
let silentCount = 0;

/** Answers that are held back, by type and name: a function each that sends one. */
const held = new Map<string, (() => void)[]>();
afterEach(async () => {
  for (const send of [...held.values()].flat()) send();
  held.clear();
  // By then they are sent, and no query is left that would keep this process alive.
  await createTestResolver()('four.fixture.example', signal);
});

/** Holds back the answers about one type of a name from now on. */
function holdBack(type: number, name: string) {
  const answers: (() => void)[] = [];
  held.set(`${type} ${name}`, answers);
  return {
    /** How often the name was asked for. */
    count: () => answers.length,
    /** Sends what is held back; later queries are answered at once. */
    release() {
      held.delete(`${type} ${name}`);
      for (const send of answers) send();
    },
  };
}

const udpServer = createSocket('udp4', (query, peer) => {
  const { name, type } = readQuestion(query);
  if (name.startsWith('silent-')) {
    silentCount += 1;
    return;
  }
  const answer = answerQuery(query);
  const send = () =>
    udpServer.send(answer.length > datagramBytesMax ? truncate(query) : answer, peer.port);
  const waiting = held.get(`${type} ${name}`);
  if (waiting) waiting.push(send);
  else send();
});
const tcpServer = createServer((socket) => {
  socket.once('data', (bytes: Buffer) => {
    const answer = answerQuery(bytes.subarray(2));
    const size = Buffer.alloc(2);
    size.writeUInt16BE(answer.length);
    socket.end(Buffer.concat([size, answer]));
  });
});

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** NXDOMAIN when the zone has no entry, else its records, if any, with a TTL of 0 (RFC 1035, section 4.1). */
function answerQuery(query: Buffer): Buffer {
  const { name, type, end } = readQuestion(query);
  const alias = aliases.get(name);
  const owner = alias === undefined ? ownerInQuestion : writeName(alias);
  const entry = zone.get(`${type} ${alias ?? name}`);
  const records = (entry ?? []).map((bytes) => writeRecord(owner, type, Buffer.from(bytes)));
  if (alias !== undefined) {
    records.unshift(writeRecord(ownerInQuestion, typeCname, writeName(alias)));
  }
  return Buffer.concat([
    writeHead(query, entry !== undefined || alias !== undefined ? 0x8180 : 0x8183, records.length),
    query.subarray(12, end),
    ...records,
  ]);
}

function truncate(query: Buffer): Buffer {
  return Buffer.concat([writeHead(query, 0x8380, 0), query.subarray(12, readQuestion(query).end)]);
}

function writeHead(query: Buffer, flags: number, count: number): Buffer {
  const head = Buffer.from(query.subarray(0, 12));
  [flags, 1, count, 0, 0].forEach((value, index) => head.writeUInt16BE(value, 2 + 2 * index));
  return head;
}

function writeRecord(owner: Buffer, type: number, data: Buffer): Buffer {
  return Buffer.concat([owner, Buffer.from([0, type, 0, 1, 0, 0, 0, 0, 0, data.length]), data]);
}

function writeName(name: string): Buffer {
  const labels = name.split('.').map((it) => Buffer.from([it.length, ...Buffer.from(it)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

beforeAll(async () => {
  // TCP first: its free ports are taken quickly by other tests, those of UDP by nobody.
  tcpServer.listen(0, '127.0.0.1');
  await once(tcpServer, 'listening');
  udpServer.bind((tcpServer.address() as AddressInfo).port, '127.0.0.1');
  await once(udpServer, 'listening');
});
afterAll(() => {
  udpServer.close();
  tcpServer.close();
});

/** Unless it is told otherwise, patient: a busy machine must not make it leave a family out. */
const createTestFinder = (
  allowNetworks: string[] = [],
  settings: Partial<ResolverSettings> = { secondFamilyWaitMs: 60_000 },
  allowHosts: string[] = [],
): Resolve =>
  createResolver({
    policy: createNetworkPolicy({ allowNetworks, denyNetworks: [], allowHosts, allowHttp: false }),
    servers: [`127.0.0.1:${udpServer.address().port}`],
    ...settings,
  });

/** The same without what comes late. */
function createTestResolver(...parameters: Parameters<typeof createTestFinder>) {
  const find = createTestFinder(...parameters);
  return async (...call: Parameters<Resolve>) => (await find(...call)).addresses;
}

const { signal } = new AbortController();

describe('the resolver', () => {
  test('gives all addresses of both families, unchecked', async () => {
    expect(await createTestResolver()('both.fixture.example', signal)).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
      { address: '2606::1', family: 6 },
    ]);
  });

  test('is content with one family', async () => {
    expect(await createTestResolver()('four.fixture.example', signal)).toEqual([
      { address: '93.184.216.34', family: 4 },
    ]);
  });

  test('leaves out none of hundreds of addresses, since the last may be the bad one', async () => {
    const found = await createTestResolver()('hundreds.fixture.example', signal);
    expect(found).toHaveLength(300);
    expect(found.at(-1)).toEqual({ address: '93.184.1.43', family: 4 });
  });

  test('leaves out none of thousands, which come over TCP', async () => {
    expect(await createTestResolver()('thousands.fixture.example', signal)).toHaveLength(4_000);
  });

  test('looks up a name with an underscore, which DNS permits (RFC 2181, section 11)', async () => {
    expect(await createTestResolver()('under_score.fixture.example', signal)).toHaveLength(1);
  });

  test('gives the address behind an alias, so that it is checked like any other', async () => {
    expect(await createTestResolver()('alias.fixture.example', signal)).toEqual([
      { address: '10.0.0.1', family: 4 },
    ]);
  });

  test.each(['numeric.fixture.example', 'loop.fixture.example'])(
    'has no address for %s, an alias of a name that only looks like one, or of itself',
    async (name) => {
      expect(await createTestResolver()(name, signal).catch(() => [])).toEqual([]);
    },
  );

  test('keeps no name waiting behind a hundred whose server is silent, and gives those up after two tries', async () => {
    const resolve = createTestResolver();
    let isOver = false;
    const silent = Promise.allSettled(
      Array.from({ length: 100 }, (_, n) => resolve(`silent-${n}.fixture.example`, signal)),
    ).finally(() => {
      isOver = true;
    });
    expect(await resolve('four.fixture.example', signal)).toHaveLength(1);
    expect(isOver).toBe(false);
    expect(new Set((await silent).map(({ status }) => status))).toEqual(new Set(['rejected']));
    // Of both families.
    expect(silentCount).toBeLessThanOrEqual(100 * 2 * 2);
  });

  test('rejects for a name that does not exist', async () => {
    await expect(createTestResolver()('nx.fixture.example', signal)).rejects.toThrow('ENOTFOUND');
  });

  test('knows localhost by itself, as far as the policy allows', async () => {
    const localhost = async (...networks: string[]) =>
      (await createTestResolver(networks)('localhost', signal)).map(({ address }) => address);
    expect(await localhost()).toEqual([]);
    expect(await localhost('127.0.0.0/8')).toEqual(['127.0.0.1']);
    expect(await localhost('127.0.0.0/8', '::1/128')).toEqual(['127.0.0.1', '::1']);
  });
});

describe('the resolver, when one family answers late or never,', () => {
  const v4 = { address: '93.184.216.34', family: 4 };
  const v6 = { address: '2606::1', family: 6 };

  /** Waits until everything that was sent before is received: a later query has its answer. */
  const askAnother = (resolve: (...call: Parameters<Resolve>) => Promise<unknown>) =>
    resolve('four.fixture.example', signal);

  test.each([
    ['AAAA', typeAaaa, v4],
    ['A', typeA, v6],
  ] as const)(
    'goes on with what it has before it asks for %s a second time',
    async (_title, type, found) => {
      const late = holdBack(type, 'pair.fixture.example');
      const resolve = createTestResolver([], {});
      expect(await resolve('pair.fixture.example', signal)).toEqual([found]);
      // c-ares repeats a query that gets no answer after 2 s.
      expect(late.count()).toBe(1);
    },
  );

  test('gives a late answer apart from what it gave first', async () => {
    const find = createTestFinder([], { secondFamilyWaitMs: 0 });
    const held = holdBack(typeA, 'pair.fixture.example');
    const { addresses, late } = await find('pair.fixture.example', signal);
    held.release();
    expect(await late).toEqual([v4]);
    expect(addresses).toEqual([v6]);
  });

  test('uses what comes within the wait', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 60_000 });
    const late = holdBack(typeAaaa, 'pair.fixture.example');
    const looking = resolve('pair.fixture.example', signal);
    await askAnother(resolve);
    late.release();
    expect(await looking).toEqual([v4, v6]);
  });

  test('waits for it as long as the other family has no address', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 0 });
    const late = holdBack(typeAaaa, 'six.fixture.example');
    const looking = resolve('six.fixture.example', signal);
    await askAnother(resolve);
    late.release();
    expect(await looking).toEqual([v6]);
  });

  test('takes the word of A that the name does not exist', async () => {
    const late = holdBack(typeAaaa, 'nx.fixture.example');
    const resolve = createTestResolver([], {});
    await expect(resolve('nx.fixture.example', signal)).rejects.toThrow('ENOTFOUND');
    expect(late.count()).toBe(1);
  });

  test('does not take that word of AAAA, which some servers get wrong (RFC 4074, section 4.2)', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 0 });
    const late = holdBack(typeA, 'four.fixture.example');
    const looking = resolve('four.fixture.example', signal);
    await resolve('pair.fixture.example', signal);
    late.release();
    expect(await looking).toEqual([v4]);
  });

  test('leaves only so many queries behind, and then waits for both families', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 0, abandonedMax: 1 });
    const first = holdBack(typeAaaa, 'pair.fixture.example');
    expect(await resolve('pair.fixture.example', signal)).toEqual([v4]);
    const second = holdBack(typeAaaa, 'both.fixture.example');
    const looking = resolve('both.fixture.example', signal);
    await askAnother(resolve);
    second.release();
    expect(await looking).toHaveLength(3);
    first.release();
  });
});

/** A name and its addresses from this machine's hosts file, which DNS would not know. */
const listed = readHostsFile();
// eslint-disable-next-line no-restricted-syntax -- which names a machine has is not ours to say
const declare = listed ? test : test.skip;

const title = 'a name that the operator allowed is looked up as this machine does, not in DNS';
declare(
  listed ? title : `${title} (skipped: the hosts file names localhost only)`,
  expectFoundOnMachine,
);

async function expectFoundOnMachine() {
  const { name = '', addresses = [] } = listed ?? {};
  const resolve = createTestResolver([], {}, [name]);
  const found = (await resolve(name, signal)).map(({ address }) => address);
  expect(addresses).toEqual(expect.arrayContaining(found));
  expect(found).not.toEqual([]);
  await expect(createTestResolver()(name, signal)).rejects.toThrow('ENOTFOUND');
}

function readHostsFile(): { name: string; addresses: string[] } | undefined {
  const text = existsSync('/etc/hosts') ? readFileSync('/etc/hosts', 'utf8') : '';
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  const names = lines.flatMap(([address = '', ...rest]) =>
    rest.filter((it) => !/localhost/.test(it)).map((name) => ({ name, address })),
  );
  const [first] = names;
  return (
    first && {
      name: first.name,
      addresses: names.filter(({ name }) => name === first.name).map(({ address }) => address),
    }
  );
}
