import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createResolver, type Resolve } from '../../src/dispatcher/resolve.ts';
import { createNetworkPolicy } from '../../src/webhooks/network-policy.ts';

const TYPE_A = 1;
const TYPE_CNAME = 5;
const TYPE_AAAA = 28;

const manyAddresses = (count: number): number[][] =>
  Array.from({ length: count }, (_, index) => [93, 184, index >> 8, index & 255]);

/** The zone of the test's own DNS server: bytes of addresses by type and name. */
const zone = new Map<string, number[][]>([
  [
    `${TYPE_A} both.fixture.example`,
    [
      [93, 184, 216, 34],
      [10, 0, 0, 1],
    ],
  ],
  [`${TYPE_AAAA} both.fixture.example`, [[0x26, 6, ...Array<number>(13).fill(0), 1]]],
  [`${TYPE_A} four.fixture.example`, [[93, 184, 216, 34]]],
  [`${TYPE_A} hundreds.fixture.example`, manyAddresses(300)],
  [`${TYPE_A} thousands.fixture.example`, manyAddresses(4_000)],
  [`${TYPE_A} target.fixture.example`, [[10, 0, 0, 1]]],
]);

/** What names stand for other names, be those such that they look like addresses. */
const aliases = new Map([
  ['alias.fixture.example', 'target.fixture.example'],
  ['numeric.fixture.example', '127.0.0.1'],
  ['loop.fixture.example', 'loop.fixture.example'],
]);

/** More than a datagram may have: the resolver is told to ask again over TCP. */
const DATAGRAM_BYTES_MAX = 16_000;

/** A pointer to the name in the question, so that thousands of records fit into one message. */
const ownerInQuestion = Buffer.from([0xc0, 12]);

/** How often a name was asked for whose server does not answer. */
let silentCount = 0;

const udpServer = createSocket('udp4', (query, peer) => {
  if (readQuestion(query).name.startsWith('silent-')) {
    silentCount += 1;
    return;
  }
  const answer = answerQuery(query);
  udpServer.send(answer.length > DATAGRAM_BYTES_MAX ? truncate(query) : answer, peer.port);
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

/** NXDOMAIN when there is no record, else the records with a TTL of 0 (RFC 1035, section 4.1). */
function answerQuery(query: Buffer): Buffer {
  const { name, type, end } = readQuestion(query);
  const alias = aliases.get(name);
  const owner = alias === undefined ? ownerInQuestion : writeName(alias);
  const records = (zone.get(`${type} ${alias ?? name}`) ?? []).map((bytes) =>
    writeRecord(owner, type, Buffer.from(bytes)),
  );
  if (alias !== undefined) {
    records.unshift(writeRecord(ownerInQuestion, TYPE_CNAME, writeName(alias)));
  }
  return Buffer.concat([
    writeHead(query, records.length > 0 ? 0x8180 : 0x8183, records.length),
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
  udpServer.bind(0, '127.0.0.1');
  await once(udpServer, 'listening');
  tcpServer.listen(udpServer.address().port, '127.0.0.1');
  await once(tcpServer, 'listening');
});
afterAll(() => {
  udpServer.close();
  tcpServer.close();
});

const createTestResolver = (allowNetworks: string[] = []): Resolve =>
  createResolver({
    policy: createNetworkPolicy({ allowNetworks, denyNetworks: [], allowHttp: false }),
    servers: [`127.0.0.1:${udpServer.address().port}`],
  });
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
