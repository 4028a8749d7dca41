import { BlockList } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { createNetworkPolicy, isPublicAddress } from '../../src/webhooks/network-policy.ts';

const policyOf = (allowNetworks: string[], denyNetworks: string[] = []) =>
  createNetworkPolicy({ allowNetworks, denyNetworks, allowHttp: false });

/** Cloud metadata, and the forms in which IPv6 can carry it. */
const metadata = [
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::a9fe:a9fe',
  '::ffff:0:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::169.254.169.254',
  '64:ff9b:1:a9fe:a9:fe00::',
  '64:ff9b:1:a9:fe:a9fe::',
  '64:ff9b:1:0:a9:fea9:fe00:0',
  '2001:0:a9fe:a9fe::',
  '2002:a9fe:a9fe::1',
  '169.254.170.2',
  '::ffff:169.254.170.2',
  'fd00:ec2::254',
  'fd00:0ec2:0::0254',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '100.100.100.200',
  '::ffff:100.100.100.200',
];

describe('the network policy', () => {
  test.each(metadata)('refuses %s even where everything is allowed', (address) => {
    expect(policyOf(['0.0.0.0/0', '::/0']).isAllowedAddress(address)).toBe(false);
  });

  test('lets a denied network win over an allowed one and over a public address', () => {
    const policy = policyOf(['10.0.0.0/8'], ['10.1.0.0/16', '203.0.114.0/24', '2606:4700::/32']);
    expect(policy.isAllowedAddress('10.2.0.1')).toBe(true);
    const denied = ['10.1.0.1', '::ffff:10.1.0.1', '203.0.114.7', '2606:4700::1'];
    expect(denied.map((it) => policy.isAllowedAddress(it))).toEqual([false, false, false, false]);
  });

  test('denies an IPv4 address inside an IPv6 one as well', () => {
    const allowed = ['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'];
    const policy = policyOf(allowed, ['10.1.0.0/16']);
    for (const carrier of ['64:ff9b::10.1.0.1', '64:ff9b:1::10.1.0.1', '2002:a01:1::']) {
      expect([carrier, policy.isAllowedAddress(carrier)]).toEqual([carrier, false]);
    }
    for (const carrier of ['64:ff9b::10.2.0.1', '64:ff9b:1::10.2.0.1', '2002:a02:1::']) {
      expect([carrier, policy.isAllowedAddress(carrier)]).toEqual([carrier, true]);
    }
  });

  test('reads a network of IPv4-mapped addresses as the IPv4 network', () => {
    expect(policyOf(['::ffff:10.0.0.0/104']).isAllowedAddress('10.9.9.9')).toBe(true);
    expect(policyOf([], ['::ffff:1.0.0.0/104']).isAllowedAddress('1.1.1.1')).toBe(false);
  });

  test('does not let an IPv4-mapped form of a public address pass as public', () => {
    expect(policyOf([]).isAllowedAddress('::ffff:8.8.8.8')).toBe(false);
  });

  test.each(['', 'localhost', '0x7f.1', '2130706433', '8.8.8', '8.8.8.8 ', '[::1]', '1.1.1.1/8'])(
    'refuses %j, which is not an IP address',
    (text) => {
      expect(policyOf(['0.0.0.0/0', '::/0']).isAllowedAddress(text)).toBe(false);
    },
  );

  test.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10/8', 'a/8', '10.0.0.0/8/8', '', '1.1.1.1/-1'])(
    'cannot be built from %j and says so',
    (network) => {
      expect(() => policyOf([network])).toThrow(`"${network}" is not a network in CIDR notation`);
    },
  );

  test('knows localhost names only where a loopback address is allowed', () => {
    const names = ['localhost', 'LOCALHOST', 'api.localhost', 'localhost.', 'notlocalhost'];
    const allowed = (networks: string[]) =>
      names.map((it) => policyOf(networks).allowsHostName(it));
    expect(allowed([])).toEqual([false, false, false, false, false]);
    expect(allowed(['10.0.0.0/8'])).toEqual([false, false, false, false, false]);
    expect(allowed(['127.0.0.0/8'])).toEqual([true, false, true, true, false]);
    expect(allowed(['::1/128'])).toEqual([true, false, true, true, false]);
  });
});

describe('public addresses', () => {
  /** A second opinion, from Node, on the special IPv4 networks of the IANA registry. */
  const special = new BlockList();
  for (const network of [
    '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24',
    '192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24',
    '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32',
  ].flatMap((line) => line.split(' '))) {
    const [address = '', bits] = network.split('/');
    special.addSubnet(address, Number(bits));
  }
  special.addAddress('100.100.100.200');

  test('are, for IPv4, exactly those outside the special networks', () => {
    const near = fc
      .tuple(
        fc.constantFrom(...special.rules.map((it) => /\d+\.\d+\.\d+\.\d+/.exec(it)?.[0] ?? '')),
      )
      .chain(([base]) => fc.integer({ min: -2, max: 2 }).map((step) => shift(base, step)));
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), near), (address) => {
        expect(isPublicAddress(address)).toBe(!special.check(address));
      }),
      { numRuns: 5_000 },
    );
  });

  test('are, for IPv6, all inside 2000::/3', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = ipaddr.parse(address).toByteArray()[0] ?? 0;
        expect(isPublicAddress(address) && (first < 0x20 || first > 0x3f)).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** The address so many steps further, around the end. */
function shift(address: string, step: number): string {
  const value = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0) + step;
  return [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join('.');
}
