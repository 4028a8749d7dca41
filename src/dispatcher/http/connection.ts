import { Client, type Dispatcher } from 'undici';
import type { Socket } from 'node:net';
import type { ConnectCallback, GuardedConnector } from './address-guard.ts';
import type { Exchange, Line } from './exchange.ts';
import type { ConnectTarget } from './open-tcp.ts';
import { readAnswers, type Answers } from './read-answers.ts';

/** The way to make connections, and the time that one is used. */
export interface ConnectionSettings {
  connect: GuardedConnector;
  /** In ms; no request begins on an older connection. */
  connectionAgeMaxMs: number;
}

/** A request for a `Connection`. undici passes the options on as they are. */
export interface ExchangeOptions extends Dispatcher.DispatchOptions {
  exchange: Exchange;
}

/**
 * One place for a connection: undici gives it one exchange at a time, and it has one socket at a time. A
 * socket is closed after its answer, or before the next request, when it is old, so that a receiver that moved to another address is
 * followed under traffic, or when the answer needed repair.
 */
export class Connection extends Client {
  readonly #serve: (exchange: Exchange) => void;

  constructor(origin: URL, options: object, settings: ConnectionSettings) {
    const { connect, serve } = createLine(settings);
    super(origin, { ...options, connect });
    this.#serve = serve;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    this.#serve((options as ExchangeOptions).exchange);
    return super.dispatch(options, handler);
  }
}

function createLine(settings: ConnectionSettings) {
  let exchange: Exchange | null = null;
  let socket: Socket | null = null;
  let answers: Answers | null = null;
  let openedMs = 0;

  const line: Line = {
    expectAnswer: () => answers?.expect(),
    statusLine: () => answers?.statusLine() ?? null,
    endAnswer() {
      exchange = null;
      if (isOld() || answers?.isRepaired()) socket?.destroy();
    },
  };

  function isOld(): boolean {
    return performance.now() - openedMs >= settings.connectionAgeMaxMs;
  }

  function useSocket(opened: Socket): void {
    socket = opened;
    answers = readAnswers(opened);
    openedMs = performance.now();
  }

  return {
    serve(next: Exchange): void {
      // undici sees that, and connects again.
      if (isOld()) socket?.destroy();
      exchange = next;
      next.onLine(line);
    },
    connect(target: ConnectTarget, callback: ConnectCallback): void {
      const giveUp = settings.connect(target, (...result) => {
        if (result[1] !== null) useSocket(result[1]);
        callback(...result);
      });
      exchange?.onConnecting(giveUp);
    },
  };
}
