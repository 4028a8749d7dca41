import type { Transform } from 'node:stream';
import {
  constants,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { bodyBytesKept } from './body-collector.ts';

/** The start of an unpacked body, at most `bodyBytesKept` bytes. */
export interface Unpacked {
  bytes: Buffer;
  /** Whether the body continues after these bytes. */
  isCut: boolean;
  /** Whether unpacking stopped at invalid bytes. */
  isBroken: boolean;
}

/** More than any legitimate response has. */
const encodingsMax = 3;

/** Small, so that little is lost before an invalid byte. */
const chunkSize = 4 * 1024;

// The packed bytes may be cut, so their early end is no error.
const zlibSettings = { chunkSize, finishFlush: constants.Z_SYNC_FLUSH };
const zstdSettings = {
  chunkSize,
  finishFlush: constants.ZSTD_e_flush,
  // The largest window of this encoding: 8 MiB (RFC 9659).
  params: { [constants.ZSTD_d_windowLogMax]: 23 },
};

/**
 * Without `br`: its decoder fills a window of up to 16 MiB before the first byte comes out, so a body of 51
 * bytes can cost 14 MiB.
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

/** The encodings in a `Content-Encoding` header, in the order they were applied, without `identity`. */
export function listEncodings(header: string | null): readonly string[] {
  if (header === null) return [];
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

/**
 * Unpacks a body that may be cut, off the event loop. It stops after `bodyBytesKept` bytes, so a
 * decompression bomb costs no more than any other body. Null when an encoding is unknown or there are too many.
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
      // Leaving the loop destroys the unpacker.
      if (count > bodyBytesKept) break;
    }
  } catch {
    isBroken = true;
  }
  const bytes = Buffer.concat(pieces).subarray(0, bodyBytesKept);
  return { bytes, isCut: packed.isCut || isBroken || count > bodyBytesKept, isBroken };
}

/** Some servers send raw deflate under the name that means zlib (RFC 1950, section 2.2). */
function hasZlibHeader(bytes: Buffer): boolean {
  return (
    bytes.length < 2 || ((bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0)
  );
}
