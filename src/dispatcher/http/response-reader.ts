import type { Socket } from 'node:net';
import { createByteHolder } from './byte-holder.ts';
import { RequestFailure } from './request-failure.ts';
import {
  beginsAsResponse,
  findHeadEnd,
  isHttp2,
  isInterim,
  readStatusLine,
  repairHead,
  skipEmptyLines,
} from './response-head.ts';

/**
 * The most bytes of one response on the wire. Head, interim responses and body have tighter limits of
 * their own. This one is for everything they do not count: empty lines, a reason phrase without end, or the
 * framing of one-byte chunks (six bytes for each of the 64 KiB of a body that are read).
 */
export const responseBytesMax = 512 * 1024;

/** The longest head that is checked, in bytes. A longer one goes unchanged to the strict parser. */
const headBytesMax = 64 * 1024;

/** The most 1xx responses before the final one. More than one or two is never useful. */
const interimResponsesMax = 16;

/**
 * Reads the head of each response on one socket before undici's parser does. It drops interim responses,
 * because that parser ends the connection at a 100 it did not ask for, and repairs lax heads
 * (`response-head.ts`). A plain response and every body pass unchanged. Invalid bytes pass too, and the
 * parser rejects them.
 */
export class ResponseReader {
  readonly #socket: Socket;
  /** The start of a head whose end has not arrived. */
  readonly #held = createByteHolder();
  /** The next bytes belong to a head. */
  #isHead = false;
  /** The bytes the present head begins with; null before they arrive. */
  #head: Buffer | null = null;
  /** Bytes of the present head already scanned. */
  #scannedCount = 0;
  /** Nothing scanned of the present head needs repair. */
  #isPlain = true;
  #isRepaired = false;
  #firstByteMs: number | null = null;
  #interimCount = 0;
  #bytesReadBefore = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    filterReads(socket, (chunk) => this.#take(chunk));
  }

  /** A request is about to be written: the next bytes are the head of its response. */
  expect(): void {
    this.#isHead = true;
    this.#head = null;
    this.#beginHead();
    this.#held.clear();
    this.#interimCount = 0;
    this.#firstByteMs = null;
    this.#bytesReadBefore = this.#socket.bytesRead;
  }

  /** The status line of the present response as text to show, even if it cannot be parsed. */
  statusLine(): string | null {
    return this.#head && readStatusLine(this.#head);
  }

  /** When the first byte after `expect` arrived, on the monotonic clock of this process; null before that. */
  firstByteMs(): number | null {
    return this.#firstByteMs;
  }

  /** Whether a head needed repair. Then no other request may be sent over the socket. */
  isRepaired(): boolean {
    return this.#isRepaired;
  }

  #take(chunk: Buffer): Buffer | null {
    this.#firstByteMs ??= performance.now();
    if (this.#socket.bytesRead - this.#bytesReadBefore > responseBytesMax) {
      return this.#reject(`it is longer than ${responseBytesMax / 1024} KiB`);
    }
    return this.#isHead ? this.#takeHead(this.#held.append(chunk)) : chunk;
  }

  /** Takes bytes that begin with a head, perhaps after interim responses. */
  #takeHead(bytes: Buffer): Buffer | null {
    let rest = skipEmptyLines(bytes);
    while (beginsAsResponse(rest)) {
      this.#head = rest;
      const { end, isPlain } = findHeadEnd(rest, this.#scannedCount);
      this.#isPlain &&= isPlain;
      if (end < 0) return rest.length > headBytesMax ? this.#pass(rest) : this.#hold(rest);
      this.#isRepaired ||= !this.#isPlain;
      if (!isInterim(rest)) return this.#pass(this.#isPlain ? rest : repairStart(rest, end));
      this.#interimCount += 1;
      if (this.#interimCount > interimResponsesMax) {
        return this.#reject('too many interim responses');
      }
      rest = skipEmptyLines(rest.subarray(end));
      this.#beginHead();
    }
    if (isHttp2(rest)) return this.#reject('it speaks only HTTP/2, and requests use HTTP/1.1');
    return this.#pass(rest);
  }

  #beginHead(): void {
    this.#scannedCount = 0;
    this.#isPlain = true;
  }

  /** Keeps the start of a head. Its last two bytes are scanned again together with the next ones. */
  #hold(bytes: Buffer): null {
    this.#held.keep(bytes);
    this.#scannedCount = Math.max(0, bytes.length - 2);
    return null;
  }

  #pass(bytes: Buffer): Buffer {
    this.#isHead = false;
    this.#held.clear();
    return bytes;
  }

  #reject(detail: string): null {
    this.#isHead = false;
    this.#held.clear();
    this.#socket.destroy(new RequestFailure('INVALID_RESPONSE', detail));
    return null;
  }
}

/** undici takes bytes only by `read()`; Node itself calls `read(0)` to fill the socket's buffer. */
function filterReads(socket: Socket, take: (chunk: Buffer) => Buffer | null): void {
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  socket.read = (size) => {
    if (size === 0) return read(0);
    for (let chunk = read(size); chunk !== null; chunk = read(size)) {
      const bytes = take(chunk);
      if (bytes !== null) return bytes;
    }
    return null;
  };
}

function repairStart(bytes: Buffer, end: number): Buffer {
  return Buffer.concat([repairHead(bytes.subarray(0, end)), bytes.subarray(end)]);
}
