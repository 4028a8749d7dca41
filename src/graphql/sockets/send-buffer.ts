import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { SocketLimits } from '../limits/socket-limits.ts';
import { closeSocket, tryLaterCode } from './close-socket.ts';

/** Sends messages to one client no faster than it takes them. */
export interface SendBuffer {
  /**
   * Resolves when the messages have left this process, or when the socket has closed. Never rejects.
   *
   * @param cancelled drops the messages if they still wait when it is aborted
   */
  send(messages: readonly string[], cancelled?: AbortSignal): Promise<void>;
  /** Whether the client has yet to take a message. */
  isBusy(): boolean;
}

/** Messages of one call that wait. */
interface Waiting {
  messages: readonly string[];
  bytes: number;
  cancelled: AbortSignal | undefined;
  done: () => void;
}

/** Bytes passed to the operating system in one call, unless one `send` has more. */
const writtenBytesMax = 64 * 1024;

/**
 * Passes one write at a time to the operating system, the others wait. So a client that does not read costs at most
 * the messages of one `send`, `writtenBytesMax` and `waitingBytesMax`. Beyond that, or when the client takes nothing
 * for `stalledAfterMs`, the socket is closed with 1013.
 *
 * @param connection carries the socket
 */
export function createSendBuffer(
  socket: WebSocket,
  connection: Duplex,
  limits: SocketLimits,
): SendBuffer {
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let isWriting = false;
  // Senders wait for this: resolved earlier, they would read their whole source for nothing.
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  const isOpen = () => socket.readyState === socket.OPEN;
  const closeSlow = () => closeSocket(socket, tryLaterCode, 'The client reads too slowly');

  /** Takes at least one from those that wait. */
  function takeNext(): Waiting[] {
    let [count, bytes] = [0, 0];
    for (const next of waiting) {
      if (count > 0 && bytes + next.bytes > writtenBytesMax) break;
      count += 1;
      bytes += next.bytes;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, count);
  }

  /** A broken socket reports the error before it closes, and counts as open until then. */
  const write = (messages: readonly string[]) =>
    new Promise<void>((resolve) => {
      if (messages.length === 0) resolve();
      const taken = (error?: Error | null) => resolve(error ? closed : undefined);
      connection.cork();
      messages.forEach((message, index) =>
        socket.send(message, index === messages.length - 1 ? taken : undefined),
      );
      connection.uncork();
    });

  async function writeAll(): Promise<void> {
    isWriting = true;
    // Until then, the subscriptions of this socket that were served in this turn have added their messages.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    while (waiting.length > 0) {
      const next = takeNext();
      const timer = setTimeout(closeSlow, limits.stalledAfterMs);
      const wanted = next.filter(({ cancelled }) => !cancelled?.aborted);
      await (isOpen() ? write(wanted.flatMap(({ messages }) => messages)) : closed);
      clearTimeout(timer);
      for (const { done } of next) done();
    }
    isWriting = false;
  }

  return {
    async send(messages, cancelled) {
      if (!isOpen()) return closed;
      const bytes = isWriting ? messages.reduce((sum, it) => sum + Buffer.byteLength(it), 0) : 0;
      waitingBytes += bytes;
      if (waitingBytes > limits.waitingBytesMax) closeSlow();
      if (!isWriting) void writeAll();
      return new Promise((done) => {
        waiting.push({ messages, bytes, cancelled, done });
      });
    },
    isBusy: () => isWriting,
  };
}
