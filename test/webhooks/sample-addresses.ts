import { Address4, Address6 } from 'ip-address';
import fc from 'fast-check';
import { specialNetworks } from './special-networks.ts';

type Address = Address4 | Address6;

const ipv4Max = 2n ** 32n - 1n;
const ipv6Max = 2n ** 128n - 1n;

/** The address with this number, wrapping around at the end of its family. */
function fromNumber(value: bigint, isV4: boolean): Address {
  return isV4
    ? Address4.fromBigInt(BigInt.asUintN(32, value))
    : Address6.fromBigInt(BigInt.asUintN(128, value));
}

/** Addresses just outside, at and just inside both ends of every special network. */
export const edgeAddresses: readonly Address[] = specialNetworks.flatMap(({ network }) =>
  [network.startAddress(), network.endAddress()].flatMap((edge) =>
    [-2n, -1n, 0n, 1n, 2n].map((step) => fromNumber(edge.bigInt() + step, network.v4)),
  ),
);

/** Addresses inside special networks, which random numbers would rarely hit. */
const insideSpecial = fc
  .tuple(fc.constantFrom(...specialNetworks), fc.bigInt({ min: 0n, max: ipv6Max }))
  .map(([{ network }, random]) => {
    const [from, to] = [network.startAddress().bigInt(), network.endAddress().bigInt()];
    return fromNumber(from + (random % (to - from + 1n)), network.v4);
  });

const ipv4Number = fc.oneof(
  fc.bigInt({ min: 0n, max: ipv4Max }),
  fc.constantFrom(...edgeAddresses.filter(({ v4 }) => v4)).map((edge) => edge.bigInt()),
);

/** Forms of IPv6 with an embedded IPv4 address, each with the position of its last bit. */
const carriers: readonly [prefix: bigint, shift: bigint][] = [
  [0n, 0n], // compatible
  [0xffffn << 32n, 0n], // mapped
  [0xffffn << 48n, 0n], // translated
  [0x64_ff9bn << 96n, 0n], // NAT64
  [0x64_ff9b_0001n << 80n, 0n], // NAT64, local use
  [0x2002n << 112n, 80n], // 6to4
  [0x2001_0000n << 96n, 64n], // the server of Teredo
];

const carried = fc
  .tuple(fc.constantFrom(...carriers), ipv4Number)
  .map(([[prefix, shift], value]) => fromNumber(prefix | (value << shift), false));

/** Teredo inverts the bits of the client's address. */
const teredoClient = ipv4Number.map((value) =>
  fromNumber((0x2001_0000n << 96n) | (value ^ ipv4Max), false),
);

/** Any address, biased towards the interesting ones. */
const anyAddress: fc.Arbitrary<Address> = fc.oneof(
  { weight: 4, arbitrary: ipv4Number.map((value) => fromNumber(value, true)) },
  { weight: 2, arbitrary: insideSpecial },
  {
    weight: 2,
    arbitrary: fc
      .bigInt({ min: 0n, max: 2n ** 125n - 1n })
      .map((low) => fromNumber((1n << 125n) | low, false)),
  },
  {
    weight: 1,
    arbitrary: fc.bigInt({ min: 0n, max: ipv6Max }).map((it) => fromNumber(it, false)),
  },
  { weight: 2, arbitrary: carried },
  { weight: 1, arbitrary: teredoClient },
  { weight: 1, arbitrary: fc.constantFrom(...edgeAddresses) },
);

/** A notation of an address that the system accepts. */
type Spelling = (address: Address) => string;

const groupsOf = (address: Address): string[] => (address as Address6).canonicalForm().split(':');
const shorten = (group: string): string => group.replace(/^0+(?=.)/, '');

const ipv6Spellings: readonly Spelling[] = [
  (address) => address.correctForm(),
  (address) => address.correctForm().toUpperCase(),
  (address) => groupsOf(address).join(':'),
  (address) => groupsOf(address).map(shorten).join(':'),
  (address) => {
    const tail = Address4.fromBigInt(BigInt.asUintN(32, address.bigInt()));
    return [...groupsOf(address).slice(0, 6), tail.correctForm()].join(':');
  },
];

/** Notations of an address: one for IPv4, five for IPv6. */
export function spell(address: Address): string[] {
  return address.v4 ? [address.correctForm()] : ipv6Spellings.map((write) => write(address));
}

/** An address in one of its notations. */
export interface SampleAddress {
  address: Address;
  text: string;
}

/** This many addresses, each in one notation. */
export function sampleAddresses(count: number): SampleAddress[] {
  const anySample = fc.tuple(anyAddress, fc.constantFrom(...ipv6Spellings));
  return fc.sample(anySample, count).map(([address, write]) => ({
    address,
    text: address.v4 ? address.correctForm() : write(address),
  }));
}
