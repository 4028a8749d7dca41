/*
 * A wake-up tells the other nodes "look now" and carries no data: the tables hold everything, and a node that
 * misses a wake-up finds the same by polling. NOTIFY inside a transaction makes commits wait for each other,
 * so it is sent outside, at most once per channel and gap. LISTEN needs a session of its own, and a heartbeat
 * detects one that died silently. Without a session a node wakes only itself, and polls for the changes of others.
 */
import { createBackoff, createLoop, pause, type ErrorLog } from '../kernel/index.ts';
import { openListenSession, type ListenSession } from './listen-session.ts';

/** `deliveries_due`: there may be deliveries to claim. `deliveries_changed`: the log or a webhook has changed. `recoveries_due`: a recovery has started. */
export type Channel = 'deliveries_due' | 'deliveries_changed' | 'recoveries_due';

export interface WakeUps {
  /** Calls `listener` for each wake-up, and after each reconnect, since some may have been missed. Call it before `start`. */
  on(channel: Channel, listener: () => void): void;
  /** Soon wakes the listeners of all nodes, this one included. Never throws: polling makes up for a lost wake-up. */
  wake(channel: Channel): void;
  start(): void;
  stop(): Promise<void>;
}

const gapMs = 50; // at most 20 NOTIFY a second for each channel and node
const heartbeatMs = 5_000;
const retryBounds = { minMs: 100, maxMs: 5_000 };

export interface WakeUpOptions {
  /** Leads to a session, not to a transaction pooler; null for none. */
  url: string | null;
  errorLog: ErrorLog;
}

/** Wake-ups between the nodes on one PostgreSQL. */
export function createWakeUps({ url, errorLog }: WakeUpOptions): WakeUps {
  const listeners = new Map<Channel, Set<() => void>>();
  const stopping = new AbortController();
  let session: ListenSession | undefined;
  let listening: Promise<void> = Promise.resolve();

  function callListeners(channel: string): void {
    for (const listener of listeners.get(channel as Channel) ?? []) listener();
  }

  const createSender = (channel: Channel) =>
    createLoop({
      run: async () => (session ? session.notify(channel) : callListeners(channel)),
      gapMs,
      onError: () => undefined, // the heartbeat finds and reports a broken session
    });
  const senders = {
    deliveries_due: createSender('deliveries_due'),
    deliveries_changed: createSender('deliveries_changed'),
    recoveries_due: createSender('recoveries_due'),
  };

  async function listenUntilBroken(sessionUrl: string): Promise<void> {
    const channels = [...listeners.keys()];
    session = await openListenSession({
      url: sessionUrl,
      channels,
      onNotification: callListeners,
    });
    for (const channel of channels) callListeners(channel);
    for (;;) {
      await pause(heartbeatMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await session.check();
    }
  }

  async function keepListening(sessionUrl: string): Promise<void> {
    const backoff = createBackoff(retryBounds);
    while (!stopping.signal.aborted) {
      const since = performance.now();
      await listenUntilBroken(sessionUrl).catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        errorLog.noteRetried(error, 'wake-ups: connection lost, polling continues');
      });
      const broken = session;
      session = undefined;
      await broken?.close();
      if (performance.now() - since > heartbeatMs) backoff.reset();
      await pause(backoff.next(), stopping.signal);
    }
  }

  return {
    on(channel, listener) {
      const known = listeners.get(channel);
      if (known) known.add(listener);
      else listeners.set(channel, new Set([listener]));
    },
    wake: (channel) => senders[channel].wake(),
    start() {
      if (url !== null) listening = keepListening(url);
      for (const sender of Object.values(senders)) sender.start();
    },
    async stop() {
      stopping.abort();
      await Promise.all([...Object.values(senders).map((sender) => sender.stop()), listening]);
    },
  };
}
