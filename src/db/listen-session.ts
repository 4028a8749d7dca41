import { Client, type QueryResult } from 'pg';
import { readDatabaseUrl } from './database-url.ts';
import { noLimits, prepareSession } from './session-settings.ts';

/** A database session that listens on channels. */
export interface ListenSession {
  /** Sends an empty NOTIFY. @throws Error when the session is broken */
  notify(channel: string): Promise<void>;
  /** @throws Error when the session is broken or has stopped listening */
  check(): Promise<void>;
  /** Never rejects. */
  close(): Promise<void>;
}

export interface ListenOptions {
  /** Leads to a session, not to a transaction pooler. */
  url: string;
  channels: readonly string[];
  onNotification: (channel: string) => void;
}

/** Opens a session that listens. @throws Error when the database cannot be reached or the session cannot listen */
export async function openListenSession(options: ListenOptions): Promise<ListenSession> {
  const { channels, onNotification } = options;
  const client = new Client({
    ...readDatabaseUrl(options.url),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  const close = () => client.end().catch(() => undefined);
  /** Statements of the session run one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  function run(statement: string): Promise<QueryResult> {
    const result = last.catch(() => undefined).then(() => client.query(statement));
    last = result;
    return result;
  }

  /** @returns the process id of the server that the session runs in */
  async function requireChannels(): Promise<number> {
    const { rows } = await run(
      'select pg_backend_pid() as pid, array(select pg_listening_channels()) as channels',
    );
    const [{ pid, channels: found }] = rows as [{ pid: number; channels: string[] }];
    if (channels.some((channel) => !found.includes(channel))) throw lostListening();
    return pid;
  }

  async function listen(): Promise<number> {
    await client.connect();
    await prepareSession(client, noLimits);
    client.on('notification', ({ channel }) => onNotification(channel));
    for (const channel of channels) await run(`listen ${channel}`);
    return requireChannels();
  }

  client.on('error', () => undefined); // the next check fails
  const pid = await listen().catch(async (error: unknown) => {
    await close(); // a session that cannot listen, as on a standby, stays open otherwise
    throw error;
  });
  return {
    async notify(channel) {
      await run(`notify ${channel}`);
    },
    async check() {
      if ((await requireChannels()) !== pid) throw lostListening();
    },
    close,
  };
}

function lostListening(): Error {
  return new Error(
    'The session has stopped listening: there is a pooler in transaction mode in between.',
  );
}
