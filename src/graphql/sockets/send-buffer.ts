import type { WebSocket } from 'ws';
import type { SocketLimits } from '../limits/socket-limits.ts';
import { closeSocket, tryLaterCode } from './close-socket.ts';

/** Sends messages to one client no faster than it takes them. */
export interface SendBuffer {
  /** Resolves when the message has left this process, or when the socket has closed. Never rejects. */
  send(message: string): Promise<void>;
  /** Whether the client has yet to take a message. */
  isBusy(): boolean;
}

/**
 * One message at a time is passed to the operating system, the others wait. So a client that does not read
 * costs at most one message and `waitingBytesMax`. Beyond that, or when the client takes nothing for
 * `stalledAfterMs`, the socket is closed with 1013.
 */
export function createSendBuffer(socket: WebSocket, limits: SocketLimits): SendBuffer {
  const waiting: { bytes: number; start: () => void }[] = [];
  let waitingBytes = 0;
  let isWriting = false;
  // Senders wait for this: resolved earlier, they would read their whole source for nothing.
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  const isOpen = () => socket.readyState === socket.OPEN;

  const closeSlow = () => closeSocket(socket, tryLaterCode, 'The client reads too slowly');

  function takeTurn(bytes: number): Promise<void> | undefined {
    if (!isWriting) {
      isWriting = true;
      return undefined;
    }
    waitingBytes += bytes;
    if (waitingBytes > limits.waitingBytesMax) closeSlow();
    return new Promise((start) => {
      waiting.push({ bytes, start });
    });
  }

  function passTurn(): void {
    const next = waiting.shift();
    isWriting = next !== undefined;
    waitingBytes -= next?.bytes ?? 0;
    next?.start();
  }

  /** A broken socket reports the error before it closes, and counts as open until then. */
  const write = (message: string) =>
    new Promise<void>((resolve) => {
      socket.send(message, (error) => resolve(error ? closed : undefined));
    });

  return {
    async send(message) {
      if (!isOpen()) return closed;
      await takeTurn(Buffer.byteLength(message));
      const timer = setTimeout(closeSlow, limits.stalledAfterMs);
      await (isOpen() ? write(message) : closed);
      clearTimeout(timer);
      passTurn();
    },
    isBusy: () => isWriting,
  };
}
