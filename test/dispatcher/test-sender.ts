import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { createSender, type Sender } from '../../src/dispatcher/http/send-request.ts';
import type { Resolve } from '../../src/dispatcher/http/resolve.ts';
import type { ResolvedAddress } from '../../src/dispatcher/http/resolved-address.ts';
import type { SignedRequest } from '../../src/dispatcher/http/sign-request.ts';
import { createNetworkPolicy } from '../../src/webhooks/network-policy.ts';

/** A look-up that knows no name. */
export const resolveNothing: Resolve = () => Promise.reject(new Error('no such name'));

/** A look-up that gives the same addresses for every name. */
export const resolveTo =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve({ addresses: addresses.map(toResolvedAddress) });

export function toResolvedAddress(address: string): ResolvedAddress {
  return { address, family: address.includes(':') ? 6 : 4 };
}

/** What differs from a sender that may reach the loopback addresses over plain HTTP. */
export interface TestSenderSettings {
  resolve?: Resolve;
  ca?: string;
  allowNetworks?: string[];
  denyNetworks?: string[];
  allowHosts?: string[];
  allowHttp?: boolean;
  idleConnectionsMax?: number;
  connectionAgeMaxMs?: number;
}

/** A sender with a look-up of the test's own. */
export function createTestSender(settings: TestSenderSettings = {}): Sender {
  const {
    allowNetworks = ['127.0.0.0/8'],
    denyNetworks = [],
    allowHosts = [],
    allowHttp = true,
    resolve = resolveNothing,
    ...others
  } = settings;
  return createSender({
    policy: createNetworkPolicy({ allowNetworks, denyNetworks, allowHosts, allowHttp }),
    resolve,
    ...others,
  });
}

/** A small request to a URL, with time enough for a busy machine. */
export function requestTo(url: string, timeoutMs = 10_000): SignedRequest {
  return { url, headers: { 'content-type': 'application/json' }, body: '{"a":1}', timeoutMs };
}

/** Runs a step and gives the sockets that were opened by this process meanwhile. */
export async function listSockets(step: () => Promise<unknown>): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  const onSocket = (message: unknown): void => {
    sockets.push((message as { socket: Socket }).socket);
  };
  subscribe('net.client.socket', onSocket);
  await step().finally(() => unsubscribe('net.client.socket', onSocket));
  return sockets;
}

/** Runs a step and tells how many sockets were opened by this process meanwhile. */
export async function countSockets(step: () => Promise<unknown>): Promise<number> {
  return (await listSockets(step)).length;
}
