import type { Server } from 'node:http';
import type { Refusals } from '../admission/refusals.ts';

/**
 * Ends each connection whose client takes nothing of an answer for this time. Node looks once in this time whether some
 * bytes have left since, so a connection may stay twice as long. Linux takes more bytes when a third of its buffer is
 * free, 1.4 MB at most: with 30 s, a client that reads 50 KB a second keeps its connection. The work for an answer may
 * take longer: there is nothing to take meanwhile.
 */
export function endUnread(http: Server, stalledAfterMs: number, refusals: Refusals): void {
  http.on('request', ({ socket }, response) => {
    response.setTimeout(stalledAfterMs, () => {
      if (socket.writableLength === 0) return;
      refusals.refuse('stalled_answers');
      socket.destroy();
    });
  });
}
