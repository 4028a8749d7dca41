import { BlockList } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { createNetworkPolicy, isPublicAddress } from '../../src/webhooks/network-policy.ts';

const policyOf = (allowNetworks: string[], denyNetworks: string[] = []) =>
  createNetworkPolicy({ allowNetworks, denyNetworks, allowHttp: false });

/** Cloud metadata addresses, also embedded in IPv6. */
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
  test.each(metadata)('refuses %s even if everything is allowed', (address) => {
    expect(policyOf(['0.0.0.0/0', '::/0']).isAllowedAddress(address)).toBe(false);
  });

  test('gives a denied network precedence over an allowed one and over public addresses', () => {
    const policy = policyOf(['10.0.0.0/8'], ['10.1.0.0/16', '203.0.114.0/24', '2606:4700::/32']);
    expect(policy.isAllowedAddress('10.2.0.1')).toBe(true);
    const denied = ['10.1.0.1', '::ffff:10.1.0.1', '203.0.114.7', '2606:4700::1'];
    expect(denied.map((it) => policy.isAllowedAddress(it))).toEqual([false, false, false, false]);
  });

  test('denies an IPv4 address embedded in IPv6 too', () => {
    const allowed = ['64:ff9b:1::/48', '2002::/16'];
    const policy = policyOf(allowed, ['9.1.0.0/16']);
    for (const carrier of ['64:ff9b::9.1.0.1', '64:ff9b:1::9.1.0.1', '2002:901:1::']) {
      expect([carrier, policy.isAllowedAddress(carrier)]).toEqual([carrier, false]);
    }
    for (const carrier of ['64:ff9b::9.2.0.1', '64:ff9b:1::9.2.0.1', '2002:902:1::']) {
      expect([carrier, policy.isAllowedAddress(carrier)]).toEqual([carrier, true]);
    }
  });

  test('treats a network of IPv4-mapped addresses as the IPv4 network', () => {
    expect(policyOf(['::ffff:10.0.0.0/104']).isAllowedAddress('10.9.9.9')).toBe(true);
    expect(policyOf([], ['::ffff:1.0.0.0/104']).isAllowedAddress('1.1.1.1')).toBe(false);
  });

  test('does not accept the IPv4-mapped form of a public address as public', () => {
    expect(policyOf([]).isAllowedAddress('::ffff:8.8.8.8')).toBe(false);
  });

  test.each(['', 'localhost', '0x7f.1', '2130706433', '8.8.8', '8.8.8.8 ', '[::1]', '1.1.1.1/8'])(
    'refuses %j, which is not an IP address',
    (text) => {
      expect(policyOf(['0.0.0.0/0', '::/0']).isAllowedAddress(text)).toBe(false);
    },
  );

  test.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10/8', 'a/8', '10.0.0.0/8/8', '', '1.1.1.1/-1'])(
    'cannot be built from %j; the error quotes it',
    (network) => {
      expect(() => policyOf([network])).toThrow(`"${network}" is not a network in CIDR notation`);
    },
  );

  test('accepts localhost names only if a loopback address is allowed', () => {
    const names = ['localhost', 'LOCALHOST', 'api.localhost', 'localhost.', 'notlocalhost'];
    const allowed = (networks: string[]) =>
      names.map((it) => policyOf(networks).allowsHostName(it));
    expect(allowed([])).toEqual([false, false, false, false, false]);
    expect(allowed(['10.0.0.0/8'])).toEqual([false, false, false, false, false]);
    expect(allowed(['127.0.0.0/8'])).toEqual([true, false, true, true, false]);
    expect(allowed(['::1/128'])).toEqual([true, false, true, true, false]);
  });
});

describe('a host name that the operator allows', () => {
  const policy = createNetworkPolicy({
    allowNetworks: ['10.0.0.0/8'],
    denyNetworks: [],
    allowHosts: [
      'n8n',
      'Host.Docker.internal',
      '*.svc.cluster.local',
      '*.internal',
      '*.goog',
      'metadata',
    ],
    allowHttp: true,
  });

  test.each([
    ...['n8n', 'n8n.', 'host.docker.internal', 'my_app.team.svc.cluster.local', 'db.internal'],
    'example.com',
  ])('passes: %s', (name) => {
    expect(policy.allowsHostName(name)).toBe(true);
    expect(policy.isNamedByOperator(name)).toBe(name !== 'example.com');
  });

  test.each([
    ...[
      'x.n8n.local',
      'n8n.local',
      'svc.cluster.local',
      'xsvc.cluster.local',
      'cluster.local',
      'internal',
    ],
    ...['a..internal', '.internal', '', '.', 'db.internal..', `${'a'.repeat(64)}.internal`],
  ])('does not make another name pass: %j', (name) => {
    expect([policy.allowsHostName(name), policy.isNamedByOperator(name)]).toEqual([false, false]);
  });

  test.each([
    ...['metadata.google.internal', 'metadata.google.internal.', 'metadata.goog', 'metadata'],
    ...['instance-data.ec2.internal', 'metadata.azure.internal'],
  ])('does not open a metadata service: %s', (name) => {
    expect([policy.allowsHostName(name), policy.isNamedByOperator(name)]).toEqual([false, false]);
  });

  test('does not change which addresses are allowed', () => {
    const addresses = ['10.1.2.3', '192.168.1.1', '127.0.0.1', '169.254.169.254', 'fd00:ec2::254'];
    expect(addresses.filter((it) => policy.isAllowedAddress(it))).toEqual(['10.1.2.3']);
  });
});

/** Forms of IPv4 embedded in IPv6: the verdict with nothing allowed, and with all of IPv6 allowed. */
const embeddings: readonly [
  form: string,
  write: (ipv4: string) => string,
  usually: 'reached' | 'refused',
  allowed: 'reached' | 'refused',
  why: string,
][] = [
  ['IPv4 itself', (it) => it, 'reached', 'reached', 'no embedding, for comparison'],
  ['NAT64', (it) => `64:ff9b::${it}`, 'reached', 'reached', 'how IPv6-only networks reach IPv4'],
  [
    'NAT64 of local use, 96 bits',
    (it) => `64:ff9b:1::${it}`,
    'refused',
    'reached',
    'not of the internet (RFC 8215); an operator may run a translator there',
  ],
  [
    'NAT64 of local use, 64 bits',
    (it) => hex(`0064ff9b00010000 00 ${hexOf(it)} 000000`),
    'refused',
    'reached',
    'the same, with a shorter prefix',
  ],
  [
    'NAT64 of local use, 56 bits',
    (it) => hex(`0064ff9b000100 ${hexOf(it).slice(0, 2)} 00 ${hexOf(it).slice(2)} 00000000`),
    'refused',
    'reached',
    'the same',
  ],
  [
    'NAT64 of local use, 48 bits',
    (it) => hex(`0064ff9b0001 ${hexOf(it).slice(0, 4)} 00 ${hexOf(it).slice(4)} 0000000000`),
    'refused',
    'reached',
    'the same',
  ],
  [
    '6to4',
    (it) => hex(`2002 ${hexOf(it)} ${'0'.repeat(20)}`),
    'refused',
    'reached',
    'its relays are retired (RFC 7526)',
  ],
  [
    'Teredo, server',
    (it) => hex(`20010000 ${hexOf(it)} 0000 0000 ${hexOf('9.9.9.9', 0xff)}`),
    'refused',
    'reached',
    'a tunnel of single machines',
  ],
  [
    'Teredo, client',
    (it) => hex(`20010000 ${hexOf('9.9.9.9')} 0000 0000 ${hexOf(it, 0xff)}`),
    'refused',
    'reached',
    'the same, written with its bits inverted',
  ],
  [
    'ISATAP',
    (it) => `2606:4700::5efe:${it}`,
    'reached',
    'reached',
    'an ordinary address outside the tunnel of its site',
  ],
  [
    'ISATAP, globally unique',
    (it) => `2606:4700::200:5efe:${it}`,
    'reached',
    'reached',
    'the same, with the universal bit set',
  ],
  ['IPv4-compatible', (it) => `::${it}`, 'refused', 'reached', 'deprecated (RFC 4291)'],
  ['IPv4-translated', (it) => `::ffff:0:${it}`, 'refused', 'reached', 'never of the internet'],
  [
    'IPv4-mapped',
    (it) => `::ffff:${it}`,
    'refused',
    'refused',
    'IPv4 in the socket API; no name server returns it. Allowed where the IPv4 address is',
  ],
];

/** Eight hexadecimal digits of an IPv4 address, each byte XORed with a mask. */
function hexOf(ipv4: string, mask = 0): string {
  const bytes = ipv4.split('.').map((it) => Number(it) ^ mask);
  return bytes.map((it) => it.toString(16).padStart(2, '0')).join('');
}

/** An IPv6 address from its 32 digits, ignoring spaces. */
function hex(digits: string): string {
  return digits.replaceAll(' ', '').match(/.{4}/g)?.join(':') ?? '';
}

describe('an embedded IPv4 address', () => {
  const reached = (isReached: boolean) => (isReached ? 'reached' : 'refused');

  test.each(embeddings)(
    '%s: a public address is judged by its form',
    (_form, write, usually, allowed, _why) => {
      const address = write('93.184.216.34');
      expect(reached(policyOf([]).isAllowedAddress(address))).toBe(usually);
      expect(reached(policyOf(['::/0']).isAllowedAddress(address))).toBe(allowed);
      expect(isPublicAddress(address)).toBe(usually === 'reached');
      expect(policyOf(['::/0'], ['93.184.216.0/24']).isAllowedAddress(address)).toBe(false);
    },
  );

  test.each(embeddings)('%s: an address that is not public is always refused', (_form, write) => {
    for (const ipv4 of [
      ...['10.1.2.3', '172.16.1.1', '192.168.1.1', '100.64.1.1', '127.0.0.1', '127.9.9.9'],
      ...['169.254.169.254', '168.63.129.16', '100.100.100.200', '192.0.0.192', '0.1.2.3'],
      ...['224.0.0.1', '255.255.255.255', '203.0.113.1'],
    ]) {
      const address = write(ipv4);
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
      expect([address, policyOf(['::/0']).isAllowedAddress(address)]).toEqual([address, false]);
    }
  });

  test('is refused behind a translator or tunnel even if its private IPv4 network is allowed', () => {
    const policy = policyOf(['::/0', '10.0.0.0/8', '127.0.0.0/8']);
    for (const [form, write] of embeddings) {
      const isHere = form === 'IPv4 itself' || form === 'IPv4-mapped';
      expect([form, policy.isAllowedAddress(write('10.1.2.3'))]).toEqual([form, isHere]);
      expect([form, policy.isAllowedAddress(write('127.0.0.1'))]).toEqual([form, isHere]);
    }
  });

  test('does not exist in the unspecified and the loopback address', () => {
    expect(policyOf(['::1/128']).isAllowedAddress('::1')).toBe(true);
    expect(policyOf(['::/128']).isAllowedAddress('::')).toBe(true);
  });
});

describe('public addresses', () => {
  /** The special IPv4 networks of the IANA registry, matched by Node's BlockList. */
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

  test('are, for IPv6, all inside 2000::/3 or NAT64', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const bytes = ipaddr.parse(address).toByteArray();
        const [first = 0] = bytes;
        const isNat64 = bytes.slice(0, 12).join() === '0,100,255,155,0,0,0,0,0,0,0,0';
        expect(isPublicAddress(address) && !isNat64 && (first < 0x20 || first > 0x3f)).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** The address this many steps further, wrapping around at the end. */
function shift(address: string, step: number): string {
  const value = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0) + step;
  return [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join('.');
}
