import { createClient, type Client } from 'graphql-ws';
import type { Session } from '../session/session.ts';

/**
 * Whether live updates arrive. `idle`: nothing is subscribed. `catching up`: connected, and the first message is not here
 * yet. `cut`: there is no connection, and it is being made again.
 */
export type ConnectionState = 'idle' | 'connecting' | 'catching up' | 'connected' | 'cut';

/** The one WebSocket of the page, with its state. */
export interface LiveConnection {
  client: Client;
  getState(): ConnectionState;
  subscribe(listener: () => void): () => void;
  /** Notes that a subscription has got a message. */
  noteMessage(): void;
  /** Resolves when a subscription that has failed may be tried again: after a while, and with a token. */
  waitToRepeat(): Promise<void>;
}

/** Codes of the service for a token that is missing, invalid or has ended. */
const refusedTokenCodes = new Set([4401, 4403]);

/** Milliseconds between two attempts to connect. */
const waitMs = { first: 500, most: 15_000 };

/** Milliseconds between two questions whether the service is there, and without any message after a question. */
const silenceMs = { ask: 10_000, answer: 5_000 };

/** Creates the connection. It opens with the first subscription, closes after the last one, and never gives up. */
export function createLiveConnection(session: Session): LiveConnection {
  let state: ConnectionState = 'idle';
  let token: string | null = null;
  let current: WebSocket | null = null;
  let silenceTimer = 0;
  const listeners = new Set<() => void>();

  function change(next: ConnectionState): void {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  }

  async function waitForRetry(retries: number): Promise<void> {
    await waitBeforeRetry(retries);
    await session.nextToken(); // a connection without one would be refused again
  }

  /** Makes another connection at once. The old socket is closed when its node answers, and until then would hand over late messages. */
  function abandon(): void {
    if (current) current.onmessage = null;
    client.terminate();
  }

  const client = createClient({
    url: findUrl(),
    retryAttempts: Infinity,
    shouldRetry: () => true,
    keepAlive: silenceMs.ask,
    retryWait: waitForRetry,
    async connectionParams() {
      token = await session.nextToken();
      return { authorization: `Bearer ${token}` };
    },
    on: {
      opened: (socket) => (current = socket as WebSocket), // of this browser
      connecting: (isRetry) => change(isRetry ? 'cut' : 'connecting'),
      connected: () => change('catching up'),
      // A node or a network that vanishes closes nothing.
      ping(isReceived) {
        if (!isReceived) silenceTimer = window.setTimeout(abandon, silenceMs.answer);
      },
      message: () => clearTimeout(silenceTimer),
      closed(event) {
        clearTimeout(silenceTimer);
        const { code, reason, wasClean } = event as CloseEvent;
        change(code === 1000 && wasClean ? 'idle' : 'cut');
        if (refusedTokenCodes.has(code)) session.refuse(token, reason);
      },
    },
  });
  return {
    client,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    noteMessage: () => change('connected'),
    waitToRepeat: () => waitForRetry(3),
  };
}

function findUrl(): string {
  const url = new URL('../graphql', window.location.origin + window.location.pathname);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

async function waitBeforeRetry(retries: number): Promise<void> {
  const longest = Math.min(waitMs.first * 2 ** retries, waitMs.most);
  await new Promise<void>((resolve) => {
    setTimeout(resolve, longest * (0.5 + Math.random() / 2));
  });
}
