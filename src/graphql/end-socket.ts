import type { WebSocket } from 'ws';

/** Milliseconds that the other side has to agree to the end. */
const agreementMs = 5_000;

/** UTF-8 bytes that a close frame has for the reason (RFC 6455, section 5.5). */
const reasonBytesMax = 123;

/** Closes with a code, and without it when the client does not answer. What was ended before stays as it was. */
export function endSocket(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState !== socket.OPEN) return;
  const text = Buffer.from(reason).subarray(0, reasonBytesMax).toString('utf8');
  socket.close(code, text.replaceAll('\u{FFFD}', ''));
  const timer = setTimeout(() => socket.terminate(), agreementMs);
  socket.once('close', () => clearTimeout(timer));
}
