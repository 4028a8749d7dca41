import type { WebSocket } from 'ws';
import { endSocket } from './end-socket.ts';
import type { Outbox } from './outbox.ts';

/** For a missing or wrong token. Clients take it as final. */
export const unauthorizedCode = 4401;

/** For a token that has expired. Clients connect again, with a fresh token if they ask for one each time. */
export const expiredCode = 4403;

/** For a socket beyond those that its workspace may have. Clients connect again, a few times. */
export const limitedCode = 4420;

/** "Try Again Later": for a token that cannot be checked at the moment. Clients connect again. */
export const unavailableCode = 1013;

/** The longest that a timer of Node.js can wait, in milliseconds; beyond it fires at once. */
const timerMsMax = 2 ** 31 - 1;

/** Ends the socket with 4403 when its token expires. */
export function endAtExpiry(socket: WebSocket, expiresAt: Date): void {
  const remainingMs = expiresAt.getTime() - Date.now();
  if (remainingMs <= 0) {
    endSocket(socket, expiredCode, 'The token has expired.');
    return;
  }
  if (socket.readyState !== socket.OPEN) return;
  const again = () => {
    socket.off('close', forget);
    endAtExpiry(socket, expiresAt);
  };
  const timer = setTimeout(again, Math.min(remainingMs, timerMsMax));
  const forget = () => clearTimeout(timer);
  socket.once('close', forget);
}

/** Drops a socket whose client has vanished: it answers no ping although nothing it was sent is on its way. */
export function keepAlive(socket: WebSocket, outbox: Outbox, pingEveryMs: number): void {
  let isAnswered = true;
  socket.on('pong', () => (isAnswered = true));
  const timer = setInterval(() => {
    if (!isAnswered && !outbox.isBusy()) {
      socket.terminate();
      return;
    }
    isAnswered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, pingEveryMs);
  socket.once('close', () => clearInterval(timer));
}
