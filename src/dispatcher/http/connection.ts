import { Client, type Dispatcher } from 'undici';
import type { Socket } from 'node:net';
import type { ConnectCallback, GuardedConnector } from './address-guard.ts';
import type { Exchange, ExchangeConnection } from './exchange.ts';
import type { ConnectTarget } from './open-tcp.ts';
import { beginOpening, type Opening } from './phases.ts';
import { ResponseReader } from './response-reader.ts';

/** Settings for opening a connection, and the longest time for which it is used. */
export interface ConnectionSettings {
  connect: GuardedConnector;
  /** In ms; no request begins on an older connection. */
  connectionAgeMaxMs: number;
}

/** A request for a `Connection`. undici passes these options on unchanged. */
export interface ExchangeOptions extends Dispatcher.DispatchOptions {
  exchange: Exchange;
}

/**
 * One place in undici's pool: it has one socket at a time, and one exchange at a time. An old socket is
 * closed after its response, or before the next request, so that requests follow a receiver that has moved,
 * even under steady traffic. A socket whose response needed repair is closed too.
 */
export class Connection extends Client {
  readonly #begin: (exchange: Exchange) => void;

  constructor(origin: URL, options: object, settings: ConnectionSettings) {
    const { connect, begin } = createSocketHolder(settings);
    super(origin, { ...options, connect });
    this.#begin = begin;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    this.#begin((options as ExchangeOptions).exchange);
    return super.dispatch(options, handler);
  }
}

/** Keeps the present socket and exchange of a connection. */
function createSocketHolder(settings: ConnectionSettings) {
  let exchange: Exchange | null = null;
  let socket: Socket | null = null;
  let reader: ResponseReader | null = null;
  let openedMs = 0;
  let address: string | null = null;

  const connection: ExchangeConnection = {
    expectResponse: () => reader?.expect(),
    statusLine: () => reader?.statusLine() ?? null,
    firstByteMs: () => reader?.firstByteMs() ?? null,
    address: () => address,
    endResponse() {
      exchange = null;
      if (isOld() || reader?.isRepaired()) socket?.destroy();
    },
  };

  function isOld(): boolean {
    return performance.now() - openedMs >= settings.connectionAgeMaxMs;
  }

  function useSocket(opened: Socket, opening: Opening): void {
    socket = opened;
    address = opening.address;
    reader = new ResponseReader(opened);
    openedMs = performance.now();
  }

  return {
    begin(next: Exchange): void {
      // undici notices the closed socket and connects again.
      if (isOld()) socket?.destroy();
      exchange = next;
      next.useConnection(connection);
    },
    connect(target: ConnectTarget, callback: ConnectCallback): void {
      const opening = beginOpening();
      const stop = settings.connect(target, opening, (...result) => {
        if (result[1] !== null) useSocket(result[1], opening);
        callback(...result);
      });
      exchange?.onConnecting(opening, stop);
    },
  };
}
