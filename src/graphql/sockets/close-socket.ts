import type { WebSocket } from 'ws';

/** For a missing or wrong token. Clients treat it as final. */
export const unauthorizedCode = 4401;

/** For an expired token. Clients reconnect, with a fresh token if they ask for one each time. */
export const expiredCode = 4403;

/** For a socket beyond the limit of its workspace. Clients reconnect, a few times. */
export const limitedCode = 4420;

/** "Policy violation" (RFC 6455, section 7.4.1), for misuse: clients of graphql-ws do not reconnect after it. */
export const misuseCode = 1008;

/**
 * "Try Again Later" (IANA registry of WebSocket close codes): for a client that reads too slowly, and for a token
 * that cannot be checked at the moment. Clients reconnect.
 */
export const tryLaterCode = 1013;

/** Milliseconds that the client has to respond to the close frame. */
const answerMsMax = 5_000;

/** UTF-8 bytes of the reason in a close frame (RFC 6455, section 5.5). */
const reasonBytesMax = 123;

/** Closes an open socket with a code, and cuts it when the client does not respond. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState !== socket.OPEN) return;
  const text = Buffer.from(reason).subarray(0, reasonBytesMax).toString('utf8');
  socket.close(code, text.replaceAll('\u{FFFD}', ''));
  const timer = setTimeout(() => socket.terminate(), answerMsMax);
  socket.once('close', () => clearTimeout(timer));
}
