import type { Socket } from 'node:net';
import {
  beginsAsAnswer,
  findHeadEnd,
  isInterim,
  nameForeignProtocol,
  readStatusLine,
  repairHead,
  skipEmptyLines,
} from './answer-head.ts';
import { createByteHolder } from './hold-bytes.ts';
import { RequestFailure } from './request-failure.ts';

/**
 * The most bytes that an answer may have on the wire. Head, interim answers and body have tighter bounds of
 * their own; this one is for what they do not count, such as empty lines, a reason without end, or the
 * framing of chunks of one byte (six bytes for each of the 64 KiB of a body that are read).
 */
export const answerBytesMax = 512 * 1024;

/** The longest head that is looked at, in bytes. A longer one goes on as it came, to a strict parser. */
const headBytesMax = 64 * 1024;

/** The most 1xx answers before the real one. More than one or two is never useful. */
const interimAnswersMax = 16;

/** The answers that come over one socket, one after the other. */
export interface Answers {
  /** A request is about to be written: the next bytes are the head of its answer. */
  expect(): void;
  /** The status line of the present answer as text to show, also of one that cannot be parsed. */
  statusLine(): string | null;
  /** Whether a head needed repair. Nothing else may be sent over the socket then. */
  isRepaired(): boolean;
}

/**
 * Reads the head of each answer before the parser of undici does. Interim answers are dropped, because that
 * parser ends the connection at a 100 that it did not ask for. Lax heads are repaired (`answer-head.ts`).
 * A plain answer is handed on untouched, and so is every body. What makes no sense is handed on too, and
 * refused there.
 */
export function readAnswers(socket: Socket): Answers {
  const held = createByteHolder();
  let isHead = false;
  let head: Buffer | null = null;
  let scannedCount = 0;
  let isPlain = true;
  let isRepaired = false;
  let interimCount = 0;
  let bytesReadBefore = 0;

  function take(chunk: Buffer): Buffer | null {
    if (socket.bytesRead - bytesReadBefore > answerBytesMax) return refuse('it has no end');
    return isHead ? takeHead(held.append(chunk)) : chunk;
  }

  /** Takes bytes that begin with a head, perhaps with interim ones before it. */
  function takeHead(bytes: Buffer): Buffer | null {
    let rest = skipEmptyLines(bytes);
    while (beginsAsAnswer(rest)) {
      head = rest;
      const found = findHeadEnd(rest, scannedCount);
      isPlain &&= found.isPlain;
      if (found.end < 0) return rest.length > headBytesMax ? handOn(rest) : wait(rest);
      isRepaired ||= !isPlain;
      if (!isInterim(rest)) return handOn(isPlain ? rest : repairStart(rest, found.end));
      interimCount += 1;
      if (interimCount > interimAnswersMax) return refuse('too many interim answers');
      rest = skipEmptyLines(rest.subarray(found.end));
      beginHead();
    }
    const protocol = nameForeignProtocol(rest);
    return protocol === null ? handOn(rest) : refuse(protocol);
  }

  function beginHead(): void {
    scannedCount = 0;
    isPlain = true;
  }

  /** Keeps what came of a head; its last bytes are looked at again, beside those that follow. */
  function wait(bytes: Buffer): null {
    held.keep(bytes);
    scannedCount = Math.max(0, bytes.length - 2);
    return null;
  }

  function handOn(bytes: Buffer): Buffer {
    isHead = false;
    held.clear();
    return bytes;
  }

  function refuse(detail: string): null {
    isHead = false;
    held.clear();
    socket.destroy(new RequestFailure('INVALID_RESPONSE', detail));
    return null;
  }

  filterReads(socket, take);
  return {
    expect() {
      isHead = true;
      head = null;
      beginHead();
      held.clear();
      interimCount = 0;
      bytesReadBefore = socket.bytesRead;
    },
    statusLine: () => head && readStatusLine(head),
    isRepaired: () => isRepaired,
  };
}

/** undici takes bytes by `read()` alone; Node itself calls `read(0)` to fill the memory of the socket. */
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
