/*
 * Compares our verdict on public addresses with independent sources: the IANA registries, as data matched
 * by another library; that library's own verdict; and Python, if installed. Every intended difference is
 * listed with its reason.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { isPublicAddress } from '../../src/webhooks/network-policy.ts';
import { edgeAddresses, sampleAddresses, spell, type SampleAddress } from './sample-addresses.ts';
import { createMatcher, isReachable, metadataNetworks, parseNetwork } from './special-networks.ts';

const samples: readonly SampleAddress[] = [
  ...sampleAddresses(100_000),
  ...edgeAddresses.flatMap((address) => spell(address).map((text) => ({ address, text }))),
];
const verdicts = samples.map(({ text }) => isPublicAddress(text));

/** Reachable according to the registries, but refused by us, because no receiver runs there. */
const refusedOnPurpose: Readonly<Record<string, string>> = {
  '192.0.0.9/32': 'a service of the network itself',
  '192.0.0.10/32': 'a service of the network itself',
  '192.31.196.0/24': 'answers to queries about private addresses',
  '192.52.193.0/24': 'relays of multicast',
  '192.175.48.0/24': 'answers to queries about private addresses',
  '2001:1::1/128': 'a service of the network itself',
  '2001:1::2/128': 'a service of the network itself',
  '2001:1::3/128': 'a service of the network itself',
  '2001:3::/32': 'relays of multicast',
  '2001:4:112::/48': 'answers to queries about private addresses',
  '2001:20::/28': 'host identifiers, not locations',
  '2001:30::/28': 'aircraft identifiers, not locations',
  '2620:4f:8000::/48': 'answers to queries about private addresses',
};

/** IPv4 forms other than NAT64. */
const refusedInNat64 = Object.keys(refusedOnPurpose)
  .filter((network) => !network.includes(':'))
  .map((network) => {
    const value = parseNetwork(network).startAddress().bigInt();
    const bits = 96 + Number(network.split('/')[1]);
    return `64:ff9b::${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}/${bits}`;
  });

/** Networks that Python, or a version older than the registry's entry, treats as global. */
const unknownToPython: readonly string[] = [
  ...['::/3', '4000::/2', '8000::/1'], // outside global unicast, which Python does not check
  '224.0.0.0/4', // multicast can have global scope
  '192.0.0.0/24', // Python knows only some of these addresses
  '192.88.99.0/24', // retired relays
  '2001::/23', // protocols of the network itself
  '2002::/16', // carries an IPv4 address
  '64:ff9b::/96', // Python ignores the IPv4 address inside
  '3fff::/20', // documentation, since 2024
];

/** The first twenty differences. We may refuse more in these networks, but never allow more. */
function listDifferences(others: readonly boolean[], refusedByUs: readonly string[]): string[] {
  const isMeant = createMatcher(refusedByUs);
  const differences = samples.flatMap(({ address, text }, index) => {
    const isPublic = verdicts[index] === true;
    const isSame = isPublic === others[index] || (!isPublic && isMeant(address));
    return isSame ? [] : [`${text} is ${isPublic ? '' : 'not '}public to us`];
  });
  return differences.slice(0, 20);
}

describe('an address in any spelling', () => {
  test('is public exactly if the registries call it reachable and we do not refuse it on purpose', () => {
    const others = samples.map(({ address }) => isReachable(address));
    expect(listDifferences(others, [...Object.keys(refusedOnPurpose), ...refusedInNat64])).toEqual(
      [],
    );
    // Guards against samples that would make the test meaningless.
    expect(samples.length).toBeGreaterThan(100_000);
    expect(verdicts.filter((isPublic) => isPublic).length).toBeGreaterThan(10_000);
    expect(verdicts.filter((isPublic) => !isPublic).length).toBeGreaterThan(10_000);
  });

  test.each(Object.entries(refusedOnPurpose))('in %s is refused on purpose: %s', (network) => {
    const { first, last } = endsOf(network);
    expect([first, last].map(isReachable)).toEqual([true, true]);
    expect([first, last].map((it) => isPublicAddress(it.correctForm()))).toEqual([false, false]);
  });

  test.each([
    ...['010.8.8.8', '0x8.8.8.8', '134744072', '8.8.2056', '8.8.8.8.', ' 8.8.8.8', '8.8.8.8/32'],
    ...['\uff18.8.8.8', '8.8.8.8\0', '[2606:4700::1]', '2606:4700::1%eth0', '2606:4700::1/128'],
    ...['2606:4700:::1', '2606:4700::1::', '::ffff:8.8.8.8', '2606:4700::8.8.8.08'],
  ])('that no socket reports is not public, though the address is: %j', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  test('is public to the other library too, except where it checks the embedded IPv4 address', () => {
    const others = samples.map(({ address }) => address.isGlobal());
    expect(
      listDifferences(others, [
        ...Object.keys(refusedOnPurpose),
        '64:ff9b::/96', // the embedded IPv4 address differs in the cases below
        '::ffff:0:0/96', // treats the mapped form of a public address as public
        ...metadataNetworks,
        '192.88.99.0/24', // treats retired relays as public
      ]),
    ).toEqual([]);
  });
});

/** Reads one address per line and prints `1` for each that Python treats as global. */
const pythonCode = `import ipaddress, sys
for line in sys.stdin:
    print(int(ipaddress.ip_address(line.strip()).is_global))`;

/** Python's verdicts on these addresses; null if Python is not available. */
function askPython(texts: readonly string[]): boolean[] | null {
  const { status, stdout } = spawnSync('python3', ['-c', pythonCode], {
    input: texts.join('\n'),
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return status === 0
    ? stdout
        .trim()
        .split('\n')
        .map((line) => line === '1')
    : null;
}

const hasPython = askPython(['127.0.0.1']) !== null;
// eslint-disable-next-line no-restricted-syntax -- Python may not be installed
const declare = hasPython ? test : test.skip;
const title = 'an address in any spelling is public to Python too, but where that knows less';

declare(hasPython ? title : `${title} (skipped: this machine lacks python3)`, () => {
  const others = askPython(samples.map(({ text }) => text));
  expect(others).toHaveLength(samples.length);
  const meant = [...Object.keys(refusedOnPurpose), ...metadataNetworks, ...unknownToPython];
  expect(listDifferences(others ?? [], meant)).toEqual([]);
});

/** The first and the last address of a network. */
function endsOf(text: string) {
  const network = parseNetwork(text);
  return { first: network.startAddress(), last: network.endAddress() };
}
