import { once } from 'node:events';
import type { Socket } from 'node:net';
import { RequestFailure, type FailureReason } from './request-failure.ts';

/**
 * Waits for the event that says that a socket is open.
 *
 * @throws RequestFailure that `explain` makes of what went wrong; the socket is destroyed then.
 */
export async function waitUntilOpen(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  explain: (error: unknown) => FailureReason,
): Promise<void> {
  // An error that comes after the one that is waited for must not end the process.
  // And the first one counts: Node reports a TLS alert after the handshake, such as that for a missing
  // client certificate, without closing the socket, and undici would only see its end.
  socket.on('error', (error) => socket.destroy(error));
  try {
    await once(socket, event, { signal });
  } catch (error) {
    const { errorCode, detail } = explain(signal.aborted ? signal.reason : error);
    socket.destroy();
    throw new RequestFailure(errorCode, detail, error);
  }
}
