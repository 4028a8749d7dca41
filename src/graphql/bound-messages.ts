import type { WebSocket } from 'ws';
import { endSocket } from './end-socket.ts';
import type { SocketLimits } from './limits.ts';

/** "Policy violation" (RFC 6455, section 7.4.1): clients of graphql-ws do not come back after it. */
const misuseCode = 1008;

/** Milliseconds for which nothing is read of a socket that was refused, or that sends too much. */
const pauseMs = 100;

/** What a socket sent in the time that is running. */
interface Sent {
  sinceMs: number;
  count: number;
  bytes: number;
}

/**
 * Bounds what a client sends: little before its token is known, and at a bounded rate after it.
 *
 * @returns tells for each message whether it may be handled
 */
export function boundMessages(
  extra: { socket: WebSocket; claims: object | null },
  {
    unknownBytesMax,
    unknownMessagesMax,
    messagesPerPause,
    bytesPerPause,
    messagesMax,
  }: SocketLimits,
): (bytes: number) => boolean {
  const { socket } = extra;
  let unknownCount = 0;
  let sent: Sent = { sinceMs: 0, count: 0, bytes: 0 };

  function mayBeUnknown(bytes: number): boolean {
    unknownCount += 1;
    if (bytes <= unknownBytesMax && unknownCount <= unknownMessagesMax) return true;
    endSocket(socket, misuseCode, 'Send the token first');
    return false;
  }

  function count(bytes: number): void {
    const nowMs = performance.now();
    if (nowMs - sent.sinceMs > pauseMs) sent = { sinceMs: nowMs, count: 0, bytes: 0 };
    sent.count += 1;
    sent.bytes += bytes;
  }

  return (bytes) => {
    if (socket.readyState !== socket.OPEN || (!extra.claims && !mayBeUnknown(bytes))) return false;
    count(bytes);
    if (sent.count > messagesMax) {
      endSocket(socket, misuseCode, 'Too many messages');
      return false;
    }
    if (sent.count > messagesPerPause || sent.bytes > bytesPerPause) readLater(socket);
    return true;
  };
}

/** A client that is refused at once asks again at once, and a socket belongs to one client: it waits. */
export function readLater(socket: WebSocket): void {
  if (socket.isPaused) return;
  socket.pause();
  setTimeout(() => socket.resume(), pauseMs).unref();
}
