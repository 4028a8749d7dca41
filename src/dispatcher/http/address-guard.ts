/**
 * The address guard: the only way to a receiver.
 *
 * Whoever registers a webhook chooses where this machine sends a request, and reads the answer in the
 * log. So the guard decides about addresses, not about names, and it does so each time a connection is
 * made: a name that was harmless when the webhook was saved, or at the last attempt, may lead elsewhere
 * by now. It looks the name up itself, in both families, and refuses the name when any of the answers
 * may not be reached, because which of them is used is left to chance. An IP address in the URL is
 * checked the same way; undici's own `lookup` hook is not even called for one. The socket then gets
 * exactly the checked addresses and looks nothing up, and at the end the address of its peer is
 * compared with them. TLS starts only after that, so a refused address never sees a byte.
 *
 * A name server that answers for one family only must not hold a delivery up, so the look-up goes on
 * shortly after the first family's addresses. A later answer counts only when none of these can be reached,
 * and is checked like them. Whoever runs the name server can thereby keep a bad address from being seen, but
 * gains nothing: an address that was not seen is not checked and not connected to, just as if the name never
 * had it. The next connection looks up again.
 *
 * A name that does not exist and a refused address end with the same error.
 */
import { isIP, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { NetworkPolicy } from '../../webhooks/index.ts';
import { openTcp, openTcpOrLate, type ConnectTarget } from './open-tcp.ts';
import { explainTlsFailure, RequestFailure } from './request-failure.ts';
import type { Resolve } from './resolve.ts';
import type { FoundAddresses, ResolvedAddress } from './resolved-address.ts';
import { waitUntilOpen } from './wait-until-open.ts';

/** More answers than any honest name has; checking and trying them would cost too much. */
const addressesMax = 64;

/** The longest that one connection may take to open, in ms: the longest timeout of a webhook. */
const connectTimeoutMs = 30_000;

/** What the guard needs to decide and to connect. */
export interface GuardSettings {
  policy: NetworkPolicy;
  resolve: Resolve;
  /** Certificate authorities in PEM that replace the usual ones, for tests. */
  ca?: string;
}

/** Gets an open socket of a checked peer, or a `RequestFailure`; called once. */
export type ConnectCallback = (...result: [null, Socket] | [Error, null]) => void;

/** Starts to connect; the function it returns gives up, after which the callback gets an error. */
export type GuardedConnector = (target: ConnectTarget, callback: ConnectCallback) => () => void;

interface Guard extends GuardSettings {
  secureContext: SecureContext;
}

/** Makes the connector that every request goes through. TLS is at least 1.2 and always verified. */
export function createGuardedConnector(settings: GuardSettings): GuardedConnector {
  const { ca } = settings;
  // Made once: reading the authorities takes some milliseconds.
  const secureContext = createSecureContext({ minVersion: 'TLSv1.2', ...(ca && { ca }) });
  const guard: Guard = { ...settings, secureContext };
  return (target, callback) => {
    const controller = new AbortController();
    const giveUp = (): void => controller.abort(new RequestFailure('TIMEOUT', 'while connecting'));
    const timer = setTimeout(giveUp, connectTimeoutMs);
    openSocket(target, guard, controller.signal)
      .finally(() => clearTimeout(timer))
      .then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error as RequestFailure, null),
      );
    return giveUp;
  };
}

async function openSocket(
  target: ConnectTarget,
  guard: Guard,
  signal: AbortSignal,
): Promise<Socket> {
  const found = await lookUp(target.hostname, guard, signal);
  const check = (addresses: readonly ResolvedAddress[]) => requireAllowed(addresses, guard.policy);
  const addresses = check(found.addresses);
  const socket = found.late
    ? await openTcpOrLate(target, addresses, found.late.then(check), signal)
    : await openTcp(target, addresses, signal);
  return target.protocol === 'https:' ? openTls(socket, target, guard, signal) : socket;
}

async function lookUp(
  hostname: string,
  { policy, resolve }: GuardSettings,
  signal: AbortSignal,
): Promise<FoundAddresses> {
  const family = isIP(hostname);
  if (family !== 0) return { addresses: [{ address: hostname, family: family === 4 ? 4 : 6 }] };
  if (!policy.allowsHostName(hostname)) throw new RequestFailure('DNS_ERROR');
  return stopWaitingOn(signal, resolve(hostname, signal)).catch(throwDnsFailure);
}

/** The addresses, when each of them is allowed; else it throws the one error for refusals. */
function requireAllowed(
  addresses: readonly ResolvedAddress[],
  policy: NetworkPolicy,
): readonly ResolvedAddress[] {
  const isCountRight = addresses.length > 0 && addresses.length <= addressesMax;
  if (!isCountRight || !addresses.every(({ address }) => policy.isAllowedAddress(address))) {
    throw new RequestFailure('DNS_ERROR');
  }
  return addresses;
}

async function openTls(
  socket: Socket,
  { hostname }: ConnectTarget,
  { secureContext }: Guard,
  signal: AbortSignal,
): Promise<Socket> {
  const tlsSocket = connectTls({
    socket,
    secureContext,
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    // The certificate is compared with `host`; an IP address is not sent as a server name (RFC 6066).
    host: hostname,
    ...(isIP(hostname) === 0 && { servername: hostname.replace(/\.$/, '') }),
  });
  await waitUntilOpen(tlsSocket, 'secureConnect', signal, (error) =>
    explainTlsFailure(error, hasSeenCertificate(tlsSocket)),
  );
  return tlsSocket;
}

/** Node gives null for a socket that is closed, and an object without keys for no certificate. */
function hasSeenCertificate(socket: TLSSocket): boolean {
  const certificate = socket.getPeerCertificate() as object | null;
  return certificate !== null && Object.keys(certificate).length > 0;
}

function stopWaitingOn<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}

function throwDnsFailure(error: unknown): never {
  throw error instanceof RequestFailure ? error : new RequestFailure('DNS_ERROR', '', error);
}
