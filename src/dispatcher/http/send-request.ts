import ky from 'ky';
import { Agent, Pool } from 'undici';
import {
  createGuardedConnector,
  type ConnectCallback,
  type GuardSettings,
} from './address-guard.ts';
import { Connection, type ConnectionSettings, type ExchangeOptions } from './connection.ts';
import { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import { phasesWithoutAddress } from './phases.ts';
import type { SignedRequest } from './sign-request.ts';
import { createTargets, type Target } from './targets.ts';

/** Sends requests over connections of its own. */
export interface Sender {
  /**
   * Sends one request once and returns what the receiver did. It never rejects for anything a receiver
   * does, and settles within the request's timeout. Redirects are not followed. A URL that no webhook may
   * have fails like a refused address. It rejects when a header may not be sent or the sender is closed.
   */
  send(request: SignedRequest): Promise<Outcome>;
  /**
   * Waits for the requests in flight, each within its own timeout, and closes all connections.
   * It may be called again.
   */
  close(): Promise<void>;
}

/**
 * Settings for keeping connections. A busy webhook keeps its connection; an idle one is closed after 2 s, or 3 s
 * if the receiver asks for longer: thousands of receivers that ask for minutes would hold thousands of
 * sockets. Only the deadline of the request limits its time (0 = none). The limit of a head counts its
 * names and values together, in bytes.
 */
const agentSettings = {
  pipelining: 1,
  keepAliveTimeout: 2_000,
  keepAliveMaxTimeout: 3_000,
  maxHeaderSize: 64 * 1024,
  headersTimeout: 0,
  bodyTimeout: 0,
} as const;

/** The most idle connections; beyond it, connections are closed after their response. */
const defaultIdleMax = 1_000;

/** The oldest connection that is reused, in ms: it idles for 3 s at most, so no request starts after 60 s. */
const defaultAgeMaxMs = 57_000;

/** The parts of a sender. */
export interface SenderSettings extends GuardSettings {
  /** The most idle connections, for tests. */
  idleConnectionsMax?: number;
  /** The oldest connection that is reused, in ms, for tests. */
  connectionAgeMaxMs?: number;
}

/** ky does not time out, retry or throw. */
const kySettings = {
  method: 'post',
  timeout: false,
  retry: 0,
  throwHttpErrors: false,
} as const;

type Transport = (request: SignedRequest, target: Target) => Promise<Outcome>;

/**
 * Makes a sender. Each request goes through ky, whose `fetch` option is our own transport: body and
 * headers do not pass through a `Request`, which would cost more than sending them.
 */
export function createSender(settings: SenderSettings): Sender {
  const { transport, close } = createTransport(settings);
  const targets = createTargets(settings.policy);
  return {
    async send(request) {
      const target = targets.read(request.url);
      if (!target) return describeRefusal();
      let outcome: Promise<Outcome> | undefined;
      const fetch = async (): Promise<Response> => {
        outcome = transport(request, target);
        return toFetchResponse(await outcome);
      };
      await ky(request.url, { ...kySettings, fetch });
      if (outcome === undefined) throw new Error('ky returned without sending the request.');
      return outcome;
    },
    close,
  };
}

function describeRefusal(): Outcome {
  return {
    durationMs: 0,
    phases: phasesWithoutAddress(0),
    ...{ response: null, failure: { errorCode: 'DNS_ERROR', detail: '' } },
  };
}

/**
 * Makes the response for ky. `Response.error()` (status 0) stands for no response, or for a status that
 * `Response` cannot hold.
 */
function toFetchResponse({ response }: Outcome): Response {
  const isHeld = response !== null && response.status >= 200 && response.status <= 599;
  return isHeld ? new Response(null, { status: response.status }) : Response.error();
}

function createTransport(
  settings: SenderSettings,
): { transport: Transport } & Pick<Sender, 'close'> {
  const { idleConnectionsMax = defaultIdleMax, connectionAgeMaxMs = defaultAgeMaxMs } = settings;
  const connect = createGuardedConnector(settings);
  const idleConnections = createIdleCounter();
  const agent = createAgent({
    connect: (target, opening, callback) =>
      connect(target, opening, idleConnections.countSocket(callback)),
    connectionAgeMaxMs,
  });
  const transport: Transport = ({ headers, body, timeoutMs }, target) => {
    const exchange = new Exchange(timeoutMs);
    const options: ExchangeOptions = {
      ...target,
      exchange,
      method: 'POST',
      headers,
      body,
      reset: idleConnections.count() >= idleConnectionsMax,
    };
    agent.dispatch(options, exchange);
    return idleConnections.countRequest(exchange.outcome);
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

/** Counts idle connections: open sockets minus requests. A request whose connection is being opened lowers the count. */
function createIdleCounter() {
  let socketCount = 0;
  let requestCount = 0;
  return {
    count: () => socketCount - requestCount,
    /** Counts the socket that the callback gets, until it closes. */
    countSocket:
      (callback: ConnectCallback): ConnectCallback =>
      (...result) => {
        const [, socket] = result;
        if (socket !== null) {
          socketCount += 1;
          socket.once('close', () => (socketCount -= 1));
        }
        callback(...result);
      },
    /** Counts a request until it has its outcome, and returns that. */
    async countRequest(outcome: Promise<Outcome>): Promise<Outcome> {
      requestCount += 1;
      try {
        return await outcome;
      } finally {
        requestCount -= 1;
      }
    },
  };
}
