import { connect, type LookupFunction, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '../../kernel/index.ts';
import { parseAddress } from '../../webhooks/index.ts';
import { explainFailure, RequestFailure } from './request-failure.ts';
import type { ResolvedAddress } from './resolved-address.ts';
import { waitUntilOpen } from './wait-until-open.ts';

/** How long one address may take before the next is tried, in ms; a lost SYN is repeated after 1 s. */
const addressTimeoutMs = 1_000;

/** Where to connect to; a part of what undici tells a connector. */
export interface ConnectTarget {
  hostname: string;
  protocol: string;
  port: string;
}

/** How long the first addresses are tried alone, in ms (RFC 8305, section 5). */
const headStartMs = 250;

/** How long a late answer is waited for when the first addresses cannot be reached, in ms. */
const lateAnswerMs = 1_000;

/**
 * Like `openTcp`; when none of the addresses can be reached, or none within 250 ms, it tries those of a
 * late answer too, unless it is refused or comes more than a second after the first addresses have failed.
 */
export async function openTcpOrLate(
  target: ConnectTarget,
  addresses: readonly ResolvedAddress[],
  late: Promise<readonly ResolvedAddress[]>,
  signal: AbortSignal,
): Promise<Socket> {
  const others = late.catch((): readonly ResolvedAddress[] => []);
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const first = openTcp(target, addresses, either);
  if (await withTimeout(headStartMs, first).catch(() => false)) return first;
  const more = await waitForOthers(first, others, signal);
  if (more.length === 0 || signal.aborted) return first;
  try {
    return await takeFirst([first, openTcp(target, more, either)]);
  } finally {
    done.abort();
  }
}

/** None when the first addresses can be reached meanwhile, or cannot and the others do not come in time. */
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

/** The socket that opens first; others are destroyed. Throws why the last one did not when none opens. */
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

/** Opens a connection to one of the addresses, and to nothing else. @throws RequestFailure */
export async function openTcp(
  { hostname, port, protocol }: ConnectTarget,
  addresses: readonly ResolvedAddress[],
  signal: AbortSignal,
): Promise<Socket> {
  const lookup: LookupFunction = (_hostname, _options, callback) => callback(null, [...addresses]);
  const socket = connect({
    host: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressTimeoutMs,
    noDelay: true,
  });
  await waitUntilOpen(socket, 'connect', signal, explainFailure);
  const { remoteAddress } = socket;
  // One that was reset at once has no address any more.
  if (remoteAddress !== undefined && isAmong(remoteAddress, addresses)) return socket;
  socket.destroy();
  throw new RequestFailure(remoteAddress === undefined ? 'CONNECTION_RESET' : 'DNS_ERROR');
}

/** The socket was told where to go; this finds out whether anything on the way chose otherwise. */
function isAmong(remoteAddress: string, addresses: readonly ResolvedAddress[]): boolean {
  const peer = spellAddress(remoteAddress);
  return peer !== null && addresses.some(({ address }) => spellAddress(address) === peer);
}

/** One spelling for each address; an IPv4-mapped one is that IPv4 address. Null for anything else. */
function spellAddress(text: string): string | null {
  return parseAddress(text)?.toNormalizedString() ?? null;
}
