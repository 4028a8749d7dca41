/**
 * The address guard: the only way to a receiver.
 *
 * Anyone who registers a webhook chooses where this machine sends a request, and reads the response in the
 * log. So the guard decides by address, not by name, and decides again for each connection: a name that
 * was harmless when the webhook was saved, or at the last attempt, may lead elsewhere now. The guard looks
 * the name up itself, in both address families, and refuses the name if any of its addresses may not be
 * reached, because chance decides which one is used. An IP address in the URL is checked the same way;
 * undici's own `lookup` hook is not even called for one. The socket then gets exactly the checked addresses
 * and looks nothing up. Once it is open, the address of its peer is compared with them. TLS starts only
 * after that, so a refused address never receives a byte.
 *
 * A name server that answers for only one family must not delay a delivery, so the look-up waits only 50 ms
 * for the second family. The late addresses are used only if none of the first can be reached,
 * and they are checked in the same way. This lets the operator of the name server hide a bad address, but
 * gains them nothing: a hidden address is neither checked nor connected to, as if the name did not have it.
 * The next connection looks the name up again.
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
import { openTcp, openTcpOrLate, waitUntilOpen, type ConnectTarget } from './open-tcp.ts';
import type { Opening } from './phases.ts';
import { explainTlsFailure, RequestFailure } from './request-failure.ts';
import type { Resolve } from './resolve.ts';
import type { FoundAddresses, ResolvedAddress } from './resolved-address.ts';

/** More addresses than any legitimate name has; checking and trying more would cost too much. */
const addressesMax = 64;

/** Longest time for a connection to open, in ms: the longest timeout of a webhook. */
const connectTimeoutMs = 30_000;

/** The parts of a guard. */
export interface GuardSettings {
  policy: NetworkPolicy;
  resolve: Resolve;
  /** Certificate authorities in PEM that replace the usual ones, for tests. */
  ca?: string;
}

/** Called once, with an open socket to a checked address or with a `RequestFailure`. */
export type ConnectCallback = (...result: [null, Socket] | [Error, null]) => void;

/**
 * Starts connecting, and marks its progress in `opening`. The returned function aborts it; the callback then gets
 * an error.
 */
export type GuardedConnector = (
  target: ConnectTarget,
  opening: Opening,
  callback: ConnectCallback,
) => () => void;

interface Guard extends GuardSettings {
  secureContext: SecureContext;
}

/** Makes the connector for all requests. TLS is 1.2 or newer, and certificates are always verified. */
export function createGuardedConnector(settings: GuardSettings): GuardedConnector {
  const { ca } = settings;
  // Made once: reading the certificate authorities takes some milliseconds.
  const secureContext = createSecureContext({ minVersion: 'TLSv1.2', ...(ca && { ca }) });
  const guard: Guard = { ...settings, secureContext };
  return (target, opening, callback) => {
    const controller = new AbortController();
    const stop = (): void => controller.abort(new RequestFailure('TIMEOUT'));
    const timer = setTimeout(stop, connectTimeoutMs);
    openSocket(target, guard, opening, controller.signal)
      .finally(() => clearTimeout(timer))
      .then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error as RequestFailure, null),
      );
    return stop;
  };
}

async function openSocket(
  target: ConnectTarget,
  guard: Guard,
  opening: Opening,
  signal: AbortSignal,
): Promise<Socket> {
  const found = await lookUp(target.hostname, guard, signal);
  const check = (addresses: readonly ResolvedAddress[]) => requireAllowed(addresses, guard.policy);
  const addresses = check(found.addresses);
  opening.connectingMs = performance.now();
  const noteAddress = (address: string): void => void (opening.address = address);
  const destination = { target, addresses, noteAddress };
  const socket = found.late
    ? await openTcpOrLate(destination, found.late.then(check), signal)
    : await openTcp(destination, signal);
  const isSecure = target.protocol === 'https:';
  if (isSecure) opening.securingMs = performance.now();
  const opened = isSecure ? await openTls(socket, target, guard, signal) : socket;
  opening.openMs = performance.now();
  return opened;
}

async function lookUp(
  hostname: string,
  { policy, resolve }: GuardSettings,
  signal: AbortSignal,
): Promise<FoundAddresses> {
  const family = isIP(hostname);
  if (family !== 0) return { addresses: [{ address: hostname, family: family === 4 ? 4 : 6 }] };
  if (!policy.allowsHostName(hostname)) throw new RequestFailure('DNS_ERROR');
  return waitUnlessAborted(signal, resolve(hostname, signal)).catch(throwDnsFailure);
}

/** Returns the addresses if all of them are allowed; else throws the same error for every reason. */
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
    // `host` is compared with the certificate; an IP address is not sent as a server name (RFC 6066).
    host: hostname,
    ...(isIP(hostname) === 0 && { servername: hostname.replace(/\.$/, '') }),
  });
  await waitUntilOpen(tlsSocket, 'secureConnect', signal, (error) =>
    explainTlsFailure(error, hasSeenCertificate(tlsSocket)),
  );
  return tlsSocket;
}

/** Node returns null for a closed socket, and an object without keys when there is no certificate. */
function hasSeenCertificate(socket: TLSSocket): boolean {
  const certificate = socket.getPeerCertificate() as object | null;
  return certificate !== null && Object.keys(certificate).length > 0;
}

function waitUnlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}

function throwDnsFailure(error: unknown): never {
  throw error instanceof RequestFailure ? error : new RequestFailure('DNS_ERROR', '', error);
}
