import type { WebSocket } from 'ws';
import { closeSocket, misuseCode } from './close-socket.ts';
import type { SocketLimits } from '../limits/socket-limits.ts';

/** Milliseconds of the pause in reading from a socket that was refused, or that sends too much. */
const pauseMs = 100;

/** Messages of a socket in the current interval. */
interface Sent {
  sinceMs: number;
  count: number;
  bytes: number;
}

/**
 * Limits the messages of a client: few before its token is known, and a bounded rate afterwards.
 *
 * @returns whether a message of this length may be read
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
    closeSocket(socket, misuseCode, 'Send the token first');
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
      closeSocket(socket, misuseCode, 'Too many messages');
      return false;
    }
    if (sent.count > messagesPerPause || sent.bytes > bytesPerPause) readLater(socket);
    return true;
  };
}

/** Pauses reading: a client that is refused at once retries at once, and the socket is its own. */
export function readLater(socket: WebSocket): void {
  if (socket.isPaused) return;
  socket.pause();
  setTimeout(() => socket.resume(), pauseMs).unref();
}
