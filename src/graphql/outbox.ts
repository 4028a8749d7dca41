import type { WebSocket } from 'ws';
import { endSocket } from './end-socket.ts';
import type { SocketLimits } from './limits.ts';

/** Sends messages to one client no faster than it takes them. */
export interface Outbox {
  /** Resolves when the message has left this process, or when the socket has closed. Never rejects. */
  send(message: string): Promise<void>;
  /** Whether the client has yet to take a message. */
  isBusy(): boolean;
}

/** "Try again later", of the IANA registry of WebSocket close codes. */
const tooSlowCode = 1013;

/**
 * One message at a time is handed to the operating system, the others wait. So what a client that
 * does not read can cost is one message and `waitingBytesMax`; beyond that, or when it takes nothing
 * for `stalledAfterMs`, the socket ends with 1013.
 */
export function createOutbox(socket: WebSocket, limits: SocketLimits): Outbox {
  const waiting: { bytes: number; go: () => void }[] = [];
  let waitingBytes = 0;
  let isWriting = false;
  // Until then a sender must wait: released any sooner it would run through its source for nothing.
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  const isOpen = () => socket.readyState === socket.OPEN;

  const giveUp = () => endSocket(socket, tooSlowCode, 'The client reads too slowly');

  function takeTurn(bytes: number): Promise<void> | undefined {
    if (!isWriting) {
      isWriting = true;
      return undefined;
    }
    waitingBytes += bytes;
    if (waitingBytes > limits.waitingBytesMax) giveUp();
    return new Promise((go) => {
      waiting.push({ bytes, go });
    });
  }

  function passTurn(): void {
    const next = waiting.shift();
    isWriting = next !== undefined;
    waitingBytes -= next?.bytes ?? 0;
    next?.go();
  }

  /** A socket that breaks tells so by closing, and until then counts as open. */
  const write = (message: string) =>
    new Promise<void>((resolve) => {
      socket.send(message, (error) => resolve(error ? closed : undefined));
    });

  return {
    async send(message) {
      if (!isOpen()) return closed;
      await takeTurn(Buffer.byteLength(message));
      const timer = setTimeout(giveUp, limits.stalledAfterMs);
      await (isOpen() ? write(message) : closed);
      clearTimeout(timer);
      passTurn();
    },
    isBusy: () => isWriting,
  };
}
