import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createResolver, type Resolve } from '../../src/dispatcher/resolve.ts';
import { createNetworkPolicy } from '../../src/webhooks/network-policy.ts';

const TYPE_A = 1;
const TYPE_AAAA = 28;

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
  [
    `${TYPE_A} hundreds.fixture.example`,
    Array.from({ length: 300 }, (_, index) => [93, 184, index >> 8, index & 255]),
  ],
]);

const server = createSocket('udp4', (query, peer) => {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  const type = query.readUInt16BE(at + 1);
  server.send(answerQuery(query, at + 5, zone.get(`${type} ${labels.join('.')}`), type), peer.port);
});

/** NXDOMAIN when there is no record, else the records with a TTL of 0 (RFC 1035, section 4.1). */
function answerQuery(query: Buffer, end: number, records: number[][] = [], type = 0): Buffer {
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(records.length > 0 ? 0x8180 : 0x8183, 2);
  [1, records.length, 0, 0].forEach((count, index) => head.writeUInt16BE(count, 4 + 2 * index));
  const answers = records.map((bytes) =>
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes]),
  );
  return Buffer.concat([head, query.subarray(12, end), ...answers]);
}

beforeAll(async () => {
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

const createTestResolver = (allowNetworks: string[] = []): Resolve =>
  createResolver({
    policy: createNetworkPolicy({ allowNetworks, denyNetworks: [], allowHttp: false }),
    servers: [`127.0.0.1:${server.address().port}`],
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
