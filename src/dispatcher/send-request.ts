import ky from 'ky';
import { Agent } from 'undici';
import { createGuardedConnector, type GuardSettings } from './address-guard.ts';
import { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import type { SignedRequest } from './sign-request.ts';

export type { Outcome } from './outcome.ts';

/** Sends requests over connections of its own. */
export interface Sender {
  /**
   * Sends one request, once, and tells what the receiver did. It never rejects for what a receiver
   * does, and settles within the request's timeout; redirects are not followed. It rejects when the
   * request itself is not valid or the sender is closed.
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
 * would hold thousands of sockets. After 1,000 requests a connection is made anew, so that a receiver
 * that moved to another address is followed. The deadline is that of the request alone (0 = none).
 */
const agentSettings = {
  pipelining: 1,
  keepAliveTimeout: 2_000,
  keepAliveMaxTimeout: 3_000,
  maxRequestsPerClient: 1_000,
  maxHeaderSize: 16 * 1024,
  headersTimeout: 0,
  bodyTimeout: 0,
} as const;

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
export function createSender(settings: GuardSettings): Sender {
  const { transport, close } = createTransport(settings);
  return {
    async send(request) {
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

/** A status that a `Response` cannot carry, and no answer at all, are an error response: status 0. */
function describeAsResponse({ responseStatus }: Outcome): Response {
  const isCarried = responseStatus !== null && responseStatus >= 200 && responseStatus <= 599;
  return isCarried ? new Response(null, { status: responseStatus }) : Response.error();
}

function createTransport(
  settings: GuardSettings,
): { transport: Transport } & Pick<Sender, 'close'> {
  const connect = createGuardedConnector(settings);
  // undici calls the connector, if it needs a connection, while `dispatch` runs; so the request whose
  // deadline bounds the connection is known. A connection that undici makes anew later, in place of
  // one that closed while idle, is bounded by the connector alone.
  let dispatched: Exchange | null = null;
  const agent = new Agent({
    ...agentSettings,
    connect: (target, callback) => {
      const giveUp = connect(target, callback);
      dispatched?.onConnecting(giveUp);
    },
  });
  const transport: Transport = ({ url, headers, body, timeoutMs }) => {
    const { origin, pathname, search } = new URL(url);
    const exchange = new Exchange(timeoutMs);
    dispatched = exchange;
    agent.dispatch({ origin, path: pathname + search, method: 'POST', headers, body }, exchange);
    dispatched = null;
    return exchange.outcome;
  };
  let closed: Promise<void> | undefined;
  return { transport, close: () => (closed ??= agent.close()) };
}
