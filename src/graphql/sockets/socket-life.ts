import type { WebSocket } from 'ws';
import { closeSocket, expiredCode } from './close-socket.ts';
import type { SendBuffer } from './send-buffer.ts';

/** Longest delay of a Node.js timer, in milliseconds; a longer one fires at once. */
const timerMsMax = 2 ** 31 - 1;

/** Closes the socket with 4403 when its token expires. */
export function closeAtExpiry(socket: WebSocket, expiresAt: Date): void {
  const remainingMs = expiresAt.getTime() - Date.now();
  if (remainingMs <= 0) {
    closeSocket(socket, expiredCode, 'The token has expired.');
    return;
  }
  if (socket.readyState !== socket.OPEN) return;
  const again = () => {
    socket.off('close', cancel);
    closeAtExpiry(socket, expiresAt);
  };
  const timer = setTimeout(again, Math.min(remainingMs, timerMsMax));
  const cancel = () => clearTimeout(timer);
  socket.once('close', cancel);
}

/** Cuts a socket whose client has vanished: a ping is not answered although the client has taken all messages. */
export function keepAlive(socket: WebSocket, sendBuffer: SendBuffer, pingEveryMs: number): void {
  let isAnswered = true;
  socket.on('pong', () => (isAnswered = true));
  const timer = setInterval(() => {
    if (!isAnswered && !sendBuffer.isBusy()) {
      socket.terminate();
      return;
    }
    isAnswered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, pingEveryMs);
  socket.once('close', () => clearInterval(timer));
}
