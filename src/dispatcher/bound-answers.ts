import type { Socket } from 'node:net';
import { RequestFailure } from './request-failure.ts';

/**
 * The most bytes that an answer may have on the wire. Head, interim answers and body have tighter bounds of
 * their own; this one is for what they do not count, such as empty lines, a reason without end, or the
 * framing of chunks of one byte (six bytes for each of the 64 KiB of a body that are read).
 */
export const ANSWER_BYTES_MAX = 512 * 1024;

/** Ends the connection when the answer to one request has more bytes than `ANSWER_BYTES_MAX`. */
export function boundAnswers(socket: Socket): void {
  let writtenBefore = 0;
  let readBefore = 0;
  let readAtRequest = 0;
  socket.on('readable', () => {
    const { bytesWritten, bytesRead } = socket;
    // One request at a time is under way, so what was written since is the next one.
    if (bytesWritten !== writtenBefore) readAtRequest = readBefore;
    writtenBefore = bytesWritten;
    readBefore = bytesRead;
    if (bytesRead - readAtRequest > ANSWER_BYTES_MAX) {
      socket.destroy(new RequestFailure('INVALID_RESPONSE', 'it has no end'));
    }
  });
}
