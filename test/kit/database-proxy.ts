import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy to PostgreSQL that can fail like a network. */
export interface DatabaseProxy {
  /** The database's URL through this proxy. */
  url: string;
  /** Changes the target of new connections; a restarted server may have another port. */
  redirect(databaseUrl: string): void;
  /** Resets every connection. */
  cut(): void;
  /** Existing connections go silent in both directions and stay open; new ones work. */
  silence(): void;
  /**
   * The next statement that contains `fragment` reaches the server; nothing comes back on that
   * connection after it. Resolves when the statement was sent.
   *
   * @param before a fragment of an earlier statement required on the same connection, or the name of a prepared one
   */
  swallowAnswerTo(fragment: string, before?: string): Promise<void>;
  /**
   * Delays the answer to the next statement that contains `fragment`. Resolves when the server has
   * answered, with a function that forwards the answer and everything after it.
   */
  delayAnswerTo(fragment: string): Promise<() => void>;
  /** The next `begin`, `commit` or `rollback` is answered as cancelled and never reaches the server. */
  cancel(statement: 'begin' | 'commit' | 'rollback'): Promise<void>;
  /** From now on, every NOTIFY succeeds and reaches nobody. The returned function ends that, and returns their number. */
  dropNotifications(): () => number;
  /** Stops the proxy and closes every connection. */
  stop(): Promise<void>;
}

/** One connection through the proxy. */
interface Line {
  client: Socket;
  server: Socket;
  isClientHeard: boolean;
  isServerHeard: boolean;
  /** Receives the answers instead of the client. */
  divert?: (chunk: Buffer) => void;
}

/** Inspects a chunk from a client. @returns how to treat it; undefined to forward it as usual */
type Trap = (line: Line, chunk: Buffer) => Catch | undefined;
interface Catch {
  reachesServer: boolean;
}

/** `ErrorResponse` with SQLSTATE 57014 and `ReadyForQuery` outside of a transaction. */
const cancelled = Buffer.concat([
  toMessage('E', 'SERROR\0C57014\0Mcanceling statement due to user request\0\0'),
  toMessage('Z', 'I'),
]);

/** Frames a message of PostgreSQL's protocol: a letter, the length, the text. */
function toMessage(letter: string, text: string): Buffer {
  const head = Buffer.from(`${letter}    `);
  head.writeInt32BE(4 + text.length, 1);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** The start of the statement, and one of the same length for a channel that nobody listens to. */
const notify = { real: 'notify deliveries_', dropped: 'notify forgotten__' };

/** Starts a proxy to the database, without TLS. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const lines = new Set<Line>();
  let target = new URL(databaseUrl);
  let trap: Trap | undefined;
  let rewrite = (chunk: Buffer) => chunk;

  function forwardToServer(line: Line, chunk: Buffer): void {
    if (!line.isClientHeard) return;
    const caught = trap?.(line, chunk);
    if (caught) trap = undefined;
    if (caught?.reachesServer !== false) line.server.write(rewrite(chunk));
  }

  function setTrap(next: Trap): Promise<void> {
    return new Promise((resolve) => {
      trap = (line, chunk) => {
        const caught = next(line, chunk);
        if (caught) resolve();
        return caught;
      };
    });
  }

  function open(client: Socket): void {
    const server = connect({ port: Number(target.port), host: target.hostname, noDelay: true });
    const line: Line = { client, server, isClientHeard: true, isServerHeard: true };
    lines.add(line);
    client.on('data', (chunk) => forwardToServer(line, chunk));
    server.on('data', (chunk) => {
      if (line.divert) line.divert(chunk);
      else if (line.isServerHeard) client.write(chunk);
    });
    client.on('error', () => undefined); // its close follows
    client.on('close', () => {
      lines.delete(line);
      server.destroy();
    });
    server.on('error', () => undefined);
    server.on('close', () => {
      if (line.isServerHeard) client.destroySoon();
    });
  }

  const listener = createServer({ noDelay: true }, open);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((listener.address() as AddressInfo).port);

  function cut(): void {
    for (const { client } of lines) client.resetAndDestroy();
  }

  return {
    url: url.href,
    redirect: (to) => void (target = new URL(to)),
    cut,
    silence() {
      for (const line of lines) Object.assign(line, { isClientHeard: false, isServerHeard: false });
    },
    swallowAnswerTo(fragment, before) {
      const marked = new WeakSet<Line>();
      return setTrap((line, chunk) => {
        if (before !== undefined && chunk.includes(before)) marked.add(line);
        if (!chunk.includes(fragment) || (before !== undefined && !marked.has(line))) return;
        line.isServerHeard = false;
        return { reachesServer: true };
      });
    },
    delayAnswerTo(fragment) {
      const answered = Promise.withResolvers<() => void>();
      void setTrap((line, chunk) => {
        if (!chunk.includes(fragment)) return;
        const held: Buffer[] = [];
        line.divert = (answer) => {
          held.push(answer);
          answered.resolve(() => {
            delete line.divert;
            for (const one of held) line.client.write(one);
          });
        };
        return { reachesServer: true };
      });
      return answered.promise;
    },
    cancel(statement) {
      const message = toMessage('Q', `${statement}\0`);
      return setTrap(({ client }, chunk) => {
        if (!chunk.includes(message)) return;
        client.write(cancelled);
        return { reachesServer: false };
      });
    },
    dropNotifications() {
      let count = 0;
      rewrite = (chunk) => {
        if (!chunk.includes(notify.real)) return chunk;
        count += 1;
        return Buffer.from(
          chunk.toString('latin1').replaceAll(notify.real, notify.dropped),
          'latin1',
        );
      };
      return () => {
        rewrite = (chunk) => chunk;
        return count;
      };
    },
    async stop() {
      listener.close();
      cut();
      await once(listener, 'close');
    },
  };
}
