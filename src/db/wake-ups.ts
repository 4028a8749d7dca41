/*
 * A wake-up tells the other nodes "look now" and carries nothing: what there is to see stands in the
 * tables, and whoever misses a wake-up finds it by polling. NOTIFY inside transactions makes commits
 * wait for one another, so it is sent outside them, once per channel and gap, however many ask.
 * LISTEN needs a session of its own; a heartbeat finds one that died without a word. Without a session, the
 * node wakes itself, and finds by polling what the others did.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type QueryResult } from 'pg';
import type { ErrorLog } from '../kernel/index.ts';
import { readDatabaseUrl } from './database-url.ts';
import { noLimits, prepareSession } from './session-settings.ts';

/** `deliveries_due`: there is something to claim. `deliveries_changed`: the log has news. */
export type Channel = 'deliveries_due' | 'deliveries_changed';

export interface WakeUps {
  /** Calls `listener` for each wake-up, and after each reconnect since some may have been missed. */
  on(channel: Channel, listener: () => void): void;
  /** Wakes the listeners of all nodes, this one included, soon. Never throws: polling repairs a lost one. */
  wake(channel: Channel): void;
  start(): void;
  stop(): Promise<void>;
}

const gapMs = 50; // at most 20 NOTIFY a second, channel and node
const heartbeatMs = 5_000;
const retryMs = { least: 100, most: 5_000 };

export interface WakeUpOptions {
  /** Leads to a session, not to a transaction pooler; null for none. */
  url: string | null;
  errorLog: ErrorLog;
}

function notKept(): Error {
  return new Error(
    'The session does not go on listening: a pooler in transaction mode is in between.',
  );
}

/** Wake-ups between the nodes on one PostgreSQL. */
export function createWakeUps({ url, errorLog }: WakeUpOptions): WakeUps {
  const listeners = new Map<Channel, Set<() => void>>();
  const waiting = new Map<Channel, NodeJS.Timeout>();
  const sentAt = new Map<Channel, number>();
  const stopping = new AbortController();
  let client: Client | undefined;
  /** The process of PostgreSQL that listens. */
  let pid = 0;
  /** Statements of the session follow one another. */
  let last: Promise<unknown> = Promise.resolve();
  let running: Promise<void> = Promise.resolve();

  function tell(channel: string): void {
    for (const listener of listeners.get(channel as Channel) ?? []) listener();
  }

  function send(channel: Channel): void {
    waiting.delete(channel);
    sentAt.set(channel, performance.now());
    if (url === null) tell(channel);
    else if (client) run(client, `notify ${channel}`).catch(() => undefined);
  }

  function run(session: Client, statement: string): Promise<QueryResult> {
    const result = last.catch(() => undefined).then(() => session.query(statement));
    last = result;
    return result;
  }

  async function connect(sessionUrl: string): Promise<Client> {
    const fresh = new Client({
      ...readDatabaseUrl(sessionUrl),
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    fresh.on('error', () => undefined); // the heartbeat finds out
    try {
      await fresh.connect();
      await prepareSession(fresh, noLimits);
      fresh.on('notification', ({ channel }) => tell(channel));
      for (const channel of listeners.keys()) await run(fresh, `listen ${channel}`);
      pid = await requireChannels(fresh);
      return fresh;
    } catch (error) {
      // A session that cannot listen, as on a standby, must not stay behind.
      await fresh.end().catch(() => undefined);
      throw error;
    }
  }

  async function listenUntilBroken(sessionUrl: string): Promise<void> {
    client = await connect(sessionUrl);
    for (const channel of listeners.keys()) tell(channel);
    while (!stopping.signal.aborted) {
      await delay(heartbeatMs, undefined, { signal: stopping.signal });
      if ((await requireChannels(client)) !== pid) throw notKept();
    }
  }

  /** @returns the process that serves the session. @throws Error when it does not listen, or does not answer */
  async function requireChannels(session: Client): Promise<number> {
    const { rows } = await run(
      session,
      'select pg_backend_pid() as pid, array(select pg_listening_channels()) as channels',
    );
    const [{ pid: found, channels }] = rows as [{ pid: number; channels: string[] }];
    if ([...listeners.keys()].some((channel) => !channels.includes(channel))) throw notKept();
    return found;
  }

  async function keepListening(sessionUrl: string): Promise<void> {
    for (let backoffMs = retryMs.least; !stopping.signal.aborted;) {
      const since = performance.now();
      await listenUntilBroken(sessionUrl).catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        errorLog.noteRetried(error, 'wake-ups: connection lost, polling goes on');
      });
      const broken = client;
      client = undefined;
      await broken?.end().catch(() => undefined);
      backoffMs =
        performance.now() - since > heartbeatMs
          ? retryMs.least
          : Math.min(backoffMs * 2, retryMs.most);
      await delay(backoffMs * (0.5 + Math.random() / 2), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined);
    }
  }

  return {
    on(channel, listener) {
      const known = listeners.get(channel);
      if (known) known.add(listener);
      else listeners.set(channel, new Set([listener]));
    },
    wake(channel) {
      if (waiting.has(channel) || stopping.signal.aborted) return;
      const dueMs = (sentAt.get(channel) ?? -gapMs) + gapMs - performance.now();
      if (dueMs <= 0) send(channel);
      else
        waiting.set(
          channel,
          setTimeout(() => send(channel), dueMs),
        );
    },
    start() {
      if (url !== null) running = keepListening(url);
    },
    async stop() {
      stopping.abort();
      for (const timer of waiting.values()) clearTimeout(timer);
      await running;
    },
  };
}
