import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A proxy between a node and PostgreSQL that can disturb the connection. */
export interface Proxy {
  port: number;
  /** Ends every connection at once. */
  cut(): void;
  /** Silently forwards nothing for this long. */
  stall(ms: number): Promise<void>;
  /** Forwards everything a few bytes at a time. */
  trickle(ms: number): Promise<void>;
  stop(): void;
}

type Mode = 'flow' | 'stall' | 'trickle';

const dripBytes = 256;
const dripMs = 4;

/** Waits until the socket has taken the bytes, or is destroyed. */
async function write(bytes: Buffer, to: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    to.write(bytes, () => resolve());
  });
}

/** Starts a proxy. Calls `upstreamPort` for each connection: PostgreSQL may be down or restart on another port. */
export async function startProxy(upstreamPort: () => number | null): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let mode: Mode = 'flow';

  function resume(socket: Socket): void {
    if (mode !== 'stall') socket.resume();
  }

  async function drip(chunk: Buffer, to: Socket): Promise<void> {
    let sent = 0;
    for (; mode === 'trickle' && sent < chunk.length; sent += dripBytes) {
      to.write(chunk.subarray(sent, sent + dripBytes));
      await delay(dripMs);
    }
    await write(chunk.subarray(sent), to);
  }

  function forward(from: Socket, to: Socket): void {
    sockets.add(from);
    // A mode may end while a chunk drips, and all sockets are read then: each chunk waits for the one before it.
    let sent = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      from.pause();
      sent = sent.then(async () => drip(chunk, to)).then(() => resume(from));
    });
    from.on('end', () => void sent.then(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      void sent.then(() => to.writableEnded || to.destroy());
    });
    if (mode === 'stall') from.pause();
  }

  const server = createServer({ noDelay: true }, (client) => {
    const port = upstreamPort();
    if (port === null) {
      client.destroy();
      return;
    }
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    forward(client, upstream);
    forward(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function turn(to: Mode, ms: number): Promise<void> {
    mode = to;
    if (to === 'stall') for (const socket of sockets) socket.pause();
    await delay(ms);
    mode = 'flow';
    for (const socket of sockets) socket.resume();
  }

  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    port: (server.address() as AddressInfo).port,
    cut,
    stall: (ms) => turn('stall', ms),
    trickle: (ms) => turn('trickle', ms),
    stop() {
      server.close();
      cut();
    },
  };
}
