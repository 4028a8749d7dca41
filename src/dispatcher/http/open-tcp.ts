import { once } from 'node:events';
import { connect, type LookupFunction, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '../../kernel/index.ts';
import { parseAddress } from '../../webhooks/index.ts';
import { explainFailure, RequestFailure, type FailureReason } from './request-failure.ts';
import type { ResolvedAddress } from './resolved-address.ts';

/** Time to try one address before the next, in ms; a lost SYN is repeated after 1 s. */
const addressTimeoutMs = 1_000;

/** Time to try the first addresses alone, in ms (RFC 8305, section 5). */
const headStartMs = 250;

/** Time to wait for the late addresses once the first ones have failed, in ms. */
const lateAnswerMs = 1_000;

/** Target of a connection; part of what undici passes to a connector. */
export interface ConnectTarget {
  hostname: string;
  protocol: string;
  port: string;
}

/** The checked addresses of a target. */
export interface Destination {
  target: ConnectTarget;
  addresses: readonly ResolvedAddress[];
  /** Called with each address that is tried, and at the end with that of the peer. */
  noteAddress: (address: string) => void;
}

/**
 * Like `openTcp`, but if none of the addresses can be reached, or none within 250 ms, it also tries the
 * late ones, unless they are refused or arrive more than a second after the first ones have failed.
 */
export async function openTcpOrLate(
  destination: Destination,
  late: Promise<readonly ResolvedAddress[]>,
  signal: AbortSignal,
): Promise<Socket> {
  const others = late.catch((): readonly ResolvedAddress[] => []);
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const first = openTcp(destination, either);
  if (await withTimeout(headStartMs, first).catch(() => false)) return first;
  const more = await waitForOthers(first, others, signal);
  if (more.length === 0 || signal.aborted) return first;
  try {
    return await takeFirst([first, openTcp({ ...destination, addresses: more }, either)]);
  } finally {
    done.abort();
  }
}

/** Returns none if the first addresses can be reached meanwhile, or the others arrive too late. */
async function waitForOthers(
  first: Promise<Socket>,
  others: Promise<readonly ResolvedAddress[]>,
  signal: AbortSignal,
): Promise<readonly ResolvedAddress[]> {
  const none: readonly ResolvedAddress[] = [];
  const waited = () => delay(lateAnswerMs, none, { signal, ref: false }).catch(() => none);
  return Promise.race([
    others,
    first.then(
      () => none,
      () => waited(),
    ),
  ]);
}

/** Returns the socket that opens first and destroys the others. Throws the last error when none opens. */
async function takeFirst(attempts: readonly Promise<Socket>[]): Promise<Socket> {
  try {
    const taken = await Promise.any(attempts);
    for (const attempt of attempts) {
      attempt.then(
        (socket) => socket !== taken && socket.destroy(),
        () => undefined,
      );
    }
    return taken;
  } catch (error) {
    throw (error as AggregateError).errors.at(-1);
  }
}

/** Opens a connection to one of the addresses and to nothing else. @throws RequestFailure */
export async function openTcp(
  { target: { hostname, port, protocol }, addresses, noteAddress }: Destination,
  signal: AbortSignal,
): Promise<Socket> {
  const lookup: LookupFunction = (_hostname, _options, callback) => callback(null, [...addresses]);
  const note = (address: string): void => noteAddress(showAddress(address));
  if (addresses[0]) note(addresses[0].address); // its event comes before a listener can be added
  const socket = connect({
    host: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressTimeoutMs,
    noDelay: true,
  });
  socket.on('connectionAttempt', note);
  await waitUntilOpen(socket, 'connect', signal, explainFailure);
  const { remoteAddress } = socket;
  // A socket that was reset at once no longer has an address.
  if (remoteAddress !== undefined && isAmong(remoteAddress, addresses)) {
    note(remoteAddress);
    return socket;
  }
  socket.destroy();
  throw new RequestFailure(remoteAddress === undefined ? 'CONNECTION_RESET' : 'DNS_ERROR');
}

/**
 * Waits for the event that a socket is open. If it fails, the socket is destroyed.
 *
 * @throws RequestFailure with the reason that `explain` gives
 */
export async function waitUntilOpen(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  explain: (error: unknown) => FailureReason,
): Promise<void> {
  // A second error must not end the process. And the first error must be the one reported: Node emits a
  // TLS alert after the handshake, such as that for a missing client certificate, without closing the
  // socket, and undici would see only the end of the connection.
  socket.on('error', (error) => socket.destroy(error));
  try {
    await once(socket, event, { signal });
  } catch (error) {
    const { errorCode, detail } = explain(signal.aborted ? signal.reason : error);
    socket.destroy();
    throw new RequestFailure(errorCode, detail, error);
  }
}

/** The socket was given its addresses; this detects a connection to any other. */
function isAmong(remoteAddress: string, addresses: readonly ResolvedAddress[]): boolean {
  const peer = spellAddress(remoteAddress);
  return peer !== null && addresses.some(({ address }) => spellAddress(address) === peer);
}

/** The usual spelling (RFC 5952); an IPv4-mapped address is that IPv4 address. */
function showAddress(text: string): string {
  return parseAddress(text)?.toString() ?? text;
}

/** One spelling for each address; an IPv4-mapped one is that IPv4 address. Null for anything else. */
function spellAddress(text: string): string | null {
  return parseAddress(text)?.toNormalizedString() ?? null;
}
