import ky from 'ky';
import { Agent, Pool } from 'undici';
import type { NetworkPolicy } from '../../webhooks/index.ts';
import { createGuardedConnector, type GuardSettings } from './address-guard.ts';
import { Connection, type ConnectionSettings, type ExchangeOptions } from './connection.ts';
import { Exchange } from './exchange.ts';
import { describeNoResponse, type Outcome } from './outcome.ts';
import type { SignedRequest } from './sign-request.ts';
import { createTraffic } from './traffic.ts';

export type { Outcome } from './outcome.ts';

/** Sends requests over connections of its own. */
export interface Sender {
  /**
   * Sends one request, once, and tells what the receiver did. It never rejects for what a receiver
   * does, and settles within the request's timeout; redirects are not followed. A URL that no webhook
   * may have leads nowhere, like a refused address. It rejects when a header may not be sent or the
   * sender is closed.
   */
  send(request: SignedRequest): Promise<Outcome>;
  /**
   * Waits for the requests in flight, each bounded by its own timeout, and closes all connections.
   * It may be called again.
   */
  close(): Promise<void>;
}

/**
 * How connections are kept. A webhook that is called often keeps its connection; an idle one is closed
 * after 2 s, or 3 s where the receiver asks for longer: thousands of receivers that ask for minutes
 * would hold thousands of sockets. The deadline is that of the request alone (0 = none). The bound of a
 * head is on its names and values together, in bytes.
 */
const agentSettings = {
  pipelining: 1,
  keepAliveTimeout: 2_000,
  keepAliveMaxTimeout: 3_000,
  maxHeaderSize: 64 * 1024,
  headersTimeout: 0,
  bodyTimeout: 0,
} as const;

/** How many connections are kept while idle; beyond it the next ones are closed after their answer. */
const defaultIdleMax = 1_000;

/** How old a connection may be to be used again, in ms: with 3 s of waiting, no request starts after 60 s. */
const defaultAgeMaxMs = 57_000;

/** What a sender is made from. */
export interface SenderSettings extends GuardSettings {
  /** How many connections may be idle at most, for tests. */
  idleConnectionsMax?: number;
  /** How old a connection may be to be used again, in ms, for tests. */
  connectionAgeMaxMs?: number;
}

/** Everything but the address of a request that ky is to know: it neither waits, retries nor throws. */
const kySettings = {
  method: 'post',
  timeout: false,
  retry: 0,
  throwHttpErrors: false,
} as const;

type Transport = (request: SignedRequest) => Promise<Outcome>;

/**
 * Makes a sender. Each request goes through ky, whose `fetch` is answered by our own transport: body
 * and headers do not pass through a `Request`, which would cost more than the request itself.
 */
export function createSender(settings: SenderSettings): Sender {
  const { transport, close } = createTransport(settings);
  return {
    async send(request) {
      if (!isSendable(request.url, settings.policy)) return describeRefusal();
      let outcome: Promise<Outcome> | undefined;
      const fetch = async (): Promise<Response> => {
        outcome = transport(request);
        return describeAsResponse(await outcome);
      };
      await ky(request.url, { ...kySettings, fetch });
      if (outcome === undefined) throw new Error('ky answered without sending the request');
      return outcome;
    },
    close,
  };
}

/** What was saved under other settings, or not by us, must not be sent, and must not be waiting for ever. */
function isSendable(text: string, { allowsHttp }: NetworkPolicy): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (allowsHttp && url.protocol === 'http:');
}

function describeRefusal(): Outcome {
  return describeNoResponse({ startedAt: new Date(), durationMs: 0 }, { errorCode: 'DNS_ERROR' });
}

/** A status that a `Response` cannot carry, and no answer at all, are an error response: status 0. */
function describeAsResponse({ responseStatus }: Outcome): Response {
  const isCarried = responseStatus !== null && responseStatus >= 200 && responseStatus <= 599;
  return isCarried ? new Response(null, { status: responseStatus }) : Response.error();
}

function createTransport(
  settings: SenderSettings,
): { transport: Transport } & Pick<Sender, 'close'> {
  const { idleConnectionsMax = defaultIdleMax, connectionAgeMaxMs = defaultAgeMaxMs } = settings;
  const connect = createGuardedConnector(settings);
  const traffic = createTraffic();
  const agent = createAgent({
    connect: (target, callback) => connect(target, traffic.countSocket(callback)),
    connectionAgeMaxMs,
  });
  const transport: Transport = ({ url, headers, body, timeoutMs }) => {
    const { origin, pathname, search } = new URL(url);
    const exchange = new Exchange(timeoutMs);
    const reset = traffic.idleCount() >= idleConnectionsMax;
    const path = pathname + search;
    const options: ExchangeOptions = {
      exchange,
      origin,
      path,
      method: 'POST',
      headers,
      body,
      reset,
    };
    agent.dispatch(options, exchange);
    return traffic.countRequest(exchange.outcome);
  };
  let closed: Promise<void> | undefined;
  return { transport, close: () => (closed ??= agent.close()) };
}

function createAgent(settings: ConnectionSettings): Agent {
  return new Agent({
    ...agentSettings,
    factory: (origin, options: object) =>
      new Pool(origin, {
        ...options,
        factory: (url, inherited) => new Connection(url, inherited, settings),
      }),
  });
}
