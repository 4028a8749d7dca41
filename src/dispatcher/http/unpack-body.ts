import type { Transform } from 'node:stream';
import {
  constants,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { bodyBytesKept } from './read-response.ts';

/** What could be unpacked of a body, at most `BODY_BYTES_KEPT` bytes. */
export interface Unpacked {
  bytes: Buffer;
  /** Whether something is missing behind them. */
  isCut: boolean;
  /** Whether the rest could not be unpacked because it is broken. */
  isBroken: boolean;
}

/** More than any honest answer has. */
const encodingsMax = 3;

/** Small, so that what came before a broken place is not lost. */
const chunkSize = 4 * 1024;

// Ends without an error where the packed bytes end early, because not all of them are kept.
const zlibSettings = { chunkSize, finishFlush: constants.Z_SYNC_FLUSH };
const zstdSettings = {
  chunkSize,
  finishFlush: constants.ZSTD_e_flush,
  // The largest window of this encoding: 8 MiB (RFC 9659).
  params: { [constants.ZSTD_d_windowLogMax]: 23 },
};

/**
 * Not `br`: its decoder fills a window of up to 16 MiB before it gives the first byte, so that 51 bytes cost
 * 14 MiB each.
 */
const unpackers = new Map<string, (packed: Buffer) => Transform>([
  ['gzip', () => createGunzip(zlibSettings)],
  ['x-gzip', () => createGunzip(zlibSettings)],
  [
    'deflate',
    (packed) =>
      hasZlibHeader(packed) ? createInflate(zlibSettings) : createInflateRaw(zlibSettings),
  ],
  ['zstd', () => createZstdDecompress(zstdSettings)],
]);

/** The encodings of a header `Content-Encoding`, in the order in which they were applied; `identity` is none. */
export function listEncodings(header: string | null): readonly string[] {
  if (header === null) return [];
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

/**
 * Unpacks a body that may be cut, off the event loop. It stops at the bytes that are kept, so that a bomb
 * costs no more than any body. Null when it is packed in a way that is not known.
 */
export async function unpackBody(
  packed: Buffer,
  isCut: boolean,
  encodings: readonly string[],
): Promise<Unpacked | null> {
  if (encodings.length > encodingsMax) return null;
  let unpacked: Unpacked = { bytes: packed, isCut, isBroken: false };
  for (const encoding of encodings.toReversed()) {
    const createUnpacker = unpackers.get(encoding);
    if (createUnpacker === undefined) return null;
    unpacked = await unpack(unpacked, createUnpacker(unpacked.bytes));
  }
  return unpacked;
}

async function unpack(packed: Unpacked, unpacker: Transform): Promise<Unpacked> {
  const pieces: Buffer[] = [];
  let count = 0;
  let isBroken = packed.isBroken;
  unpacker.end(packed.bytes);
  try {
    for await (const piece of unpacker as AsyncIterable<Buffer>) {
      pieces.push(piece);
      count += piece.length;
      // To leave the loop destroys the unpacker.
      if (count > bodyBytesKept) break;
    }
  } catch {
    isBroken = true;
  }
  const bytes = Buffer.concat(pieces).subarray(0, bodyBytesKept);
  return { bytes, isCut: packed.isCut || isBroken || count > bodyBytesKept, isBroken };
}

/** Some call raw deflate by the name that means zlib (RFC 1950, section 2.2). */
function hasZlibHeader(bytes: Buffer): boolean {
  return (
    bytes.length < 2 || ((bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0)
  );
}
