import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createResolver,
  type Resolve,
  type ResolverSettings,
} from '../../../src/dispatcher/http/resolve.ts';
import { createNetworkPolicy } from '../../../src/webhooks/network-policy.ts';
import {
  silentName,
  startDnsServer,
  typeA,
  typeAaaa,
  type DnsServer,
} from './fixtures/dns-server.ts';

const manyAddresses = (count: number): number[][] =>
  Array.from({ length: count }, (_, index) => [93, 184, index >> 8, index & 255]);

const publicV4 = [93, 184, 216, 34];
const publicV6 = [0x26, 6, ...Array<number>(13).fill(0), 1];

const records = new Map<string, number[][]>([
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

/** Aliases, some of them to names that look like addresses. */
const aliases = new Map([
  ['alias.fixture.example', 'target.fixture.example'],
  ['numeric.fixture.example', '127.0.0.1'],
  ['loop.fixture.example', 'loop.fixture.example'],
]);

let server: DnsServer;
beforeAll(async () => {
  server = await startDnsServer({ records, aliases });
});
afterEach(async () => {
  server.releaseAll();
  // When this returns, all answers have arrived, and no query keeps this process alive.
  await createTestResolver()('four.fixture.example', signal);
});
afterAll(() => server.close());

/** Waits for the second family by default: a busy machine must not leave one out. */
const createTestFinder = (
  allowNetworks: string[] = [],
  settings: Partial<ResolverSettings> = { secondFamilyWaitMs: 60_000 },
  allowHosts: string[] = [],
): Resolve =>
  createResolver({
    policy: createNetworkPolicy({ allowNetworks, denyNetworks: [], allowHosts, allowHttp: false }),
    servers: [server.address],
    ...settings,
  });

/** The same without the late addresses. */
function createTestResolver(...parameters: Parameters<typeof createTestFinder>) {
  const find = createTestFinder(...parameters);
  return async (...call: Parameters<Resolve>) => (await find(...call)).addresses;
}

const { signal } = new AbortController();

describe('the resolver', () => {
  test('returns all addresses of both families, unchecked', async () => {
    expect(await createTestResolver()('both.fixture.example', signal)).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
      { address: '2606::1', family: 6 },
    ]);
  });

  test('returns the addresses of one family if the other has none', async () => {
    expect(await createTestResolver()('four.fixture.example', signal)).toEqual([
      { address: '93.184.216.34', family: 4 },
    ]);
  });

  test('leaves out none of hundreds of addresses, because the last may be the bad one', async () => {
    const found = await createTestResolver()('hundreds.fixture.example', signal);
    expect(found).toHaveLength(300);
    expect(found.at(-1)).toEqual({ address: '93.184.1.43', family: 4 });
  });

  test('leaves out none of thousands of addresses, which arrive over TCP', async () => {
    expect(await createTestResolver()('thousands.fixture.example', signal)).toHaveLength(4_000);
  });

  test('looks up a name with an underscore, which DNS permits (RFC 2181, section 11)', async () => {
    expect(await createTestResolver()('under_score.fixture.example', signal)).toHaveLength(1);
  });

  test('returns the address behind an alias, so it is checked like any other', async () => {
    expect(await createTestResolver()('alias.fixture.example', signal)).toEqual([
      { address: '10.0.0.1', family: 4 },
    ]);
  });

  test.each(['numeric.fixture.example', 'loop.fixture.example'])(
    'has no address for %s, an alias of itself or of a name that looks like an address',
    async (name) => {
      expect(await createTestResolver()(name, signal).catch(() => [])).toEqual([]);
    },
  );

  test('answers at once beside a hundred silent names, and gives those up after two tries', async () => {
    const resolve = createTestResolver();
    let isOver = false;
    const silent = Promise.allSettled(
      Array.from({ length: 100 }, (_, n) => resolve(silentName(n), signal)),
    ).finally(() => {
      isOver = true;
    });
    expect(await resolve('four.fixture.example', signal)).toHaveLength(1);
    expect(isOver).toBe(false);
    expect(new Set((await silent).map(({ status }) => status))).toEqual(new Set(['rejected']));
    // Two tries for both families.
    expect(server.silentCount()).toBeLessThanOrEqual(100 * 2 * 2);
  });

  test('rejects for a name that does not exist', async () => {
    await expect(createTestResolver()('nx.fixture.example', signal)).rejects.toThrow('ENOTFOUND');
  });

  test('knows localhost without a query, as far as the policy allows', async () => {
    const localhost = async (...networks: string[]) =>
      (await createTestResolver(networks)('localhost', signal)).map(({ address }) => address);
    expect(await localhost()).toEqual([]);
    expect(await localhost('127.0.0.0/8')).toEqual(['127.0.0.1']);
    expect(await localhost('127.0.0.0/8', '::1/128')).toEqual(['127.0.0.1', '::1']);
  });
});

describe('the resolver, if one family answers late or never,', () => {
  const v4 = { address: '93.184.216.34', family: 4 };
  const v6 = { address: '2606::1', family: 6 };

  /** Waits until everything sent before has arrived: then a later query has its answer. */
  const askAnother = (resolve: (...call: Parameters<Resolve>) => Promise<unknown>) =>
    resolve('four.fixture.example', signal);

  test.each([
    ['AAAA', typeAaaa, v4],
    ['A', typeA, v6],
  ] as const)(
    'goes on with the other family before it asks for %s a second time',
    async (_title, type, found) => {
      const late = server.holdBack(type, 'pair.fixture.example');
      const resolve = createTestResolver([], {});
      expect(await resolve('pair.fixture.example', signal)).toEqual([found]);
      // c-ares repeats a query that gets no answer after 2 s.
      expect(late.count()).toBe(1);
    },
  );

  test('returns late addresses apart from the first ones', async () => {
    const find = createTestFinder([], { secondFamilyWaitMs: 0 });
    const later = server.holdBack(typeA, 'pair.fixture.example');
    const { addresses, late } = await find('pair.fixture.example', signal);
    later.release();
    expect(await late).toEqual([v4]);
    expect(addresses).toEqual([v6]);
  });

  test('uses an answer that arrives within the wait', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 60_000 });
    const late = server.holdBack(typeAaaa, 'pair.fixture.example');
    const looking = resolve('pair.fixture.example', signal);
    await askAnother(resolve);
    late.release();
    expect(await looking).toEqual([v4, v6]);
  });

  test('waits for it while the other family has no address', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 0 });
    const late = server.holdBack(typeAaaa, 'six.fixture.example');
    const looking = resolve('six.fixture.example', signal);
    await askAnother(resolve);
    late.release();
    expect(await looking).toEqual([v6]);
  });

  test('accepts an answer to A that the name does not exist', async () => {
    const late = server.holdBack(typeAaaa, 'nx.fixture.example');
    const resolve = createTestResolver([], {});
    await expect(resolve('nx.fixture.example', signal)).rejects.toThrow('ENOTFOUND');
    expect(late.count()).toBe(1);
  });

  test('does not accept that from AAAA, which some servers get wrong (RFC 4074, section 4.2)', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 0 });
    const late = server.holdBack(typeA, 'four.fixture.example');
    const looking = resolve('four.fixture.example', signal);
    await resolve('pair.fixture.example', signal);
    late.release();
    expect(await looking).toEqual([v4]);
  });

  test('waits for both families once too many queries go on after their look-up', async () => {
    const resolve = createTestResolver([], { secondFamilyWaitMs: 0, abandonedMax: 1 });
    const first = server.holdBack(typeAaaa, 'pair.fixture.example');
    expect(await resolve('pair.fixture.example', signal)).toEqual([v4]);
    const second = server.holdBack(typeAaaa, 'both.fixture.example');
    const looking = resolve('both.fixture.example', signal);
    await askAnother(resolve);
    second.release();
    expect(await looking).toHaveLength(3);
    first.release();
  });
});

/** A name and its addresses from this machine's hosts file, which DNS does not know. */
const listed = readHostsFile();
// eslint-disable-next-line no-restricted-syntax -- the hosts file differs from machine to machine
const declare = listed ? test : test.skip;

const title =
  'a name that the operator allowed is looked up by the rules of this machine, not in DNS';
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
