/** The most bytes of a response body that are kept, so that log rows stay small. */
export const bodyBytesKept = 16 * 1024;

/**
 * The most bytes of a response body that are read. More than are kept, so that the connection of a
 * receiver with a long response can still be reused.
 */
export const bodyBytesRead = 4 * bodyBytesKept;

/** Keeps the first bytes of a body, in memory that does not depend on the number of pieces. */
export interface BodyCollector {
  /** Takes the next piece; the memory behind it may be reused afterwards. */
  add(chunk: Buffer): void;
  /** Bytes added so far, kept or not. */
  byteCount: number;
  /** The first bytes, at most `bodyBytesKept`, and whether there were more. */
  read(): { bytes: Buffer; isCut: boolean };
}

/** Makes an empty collector. */
export function createBodyCollector(): BodyCollector {
  let kept: Buffer = Buffer.alloc(0);
  let keptCount = 0;
  let byteCount = 0;
  return {
    add(chunk) {
      byteCount += chunk.length;
      const part = chunk.subarray(0, bodyBytesKept - keptCount);
      if (part.length === 0) return;
      // A single piece is the usual case and needs no copy; a trickle gets one block for all its pieces.
      kept = keptCount === 0 ? part : appendWithin(kept, keptCount, part);
      keptCount += part.length;
    },
    get byteCount() {
      return byteCount;
    },
    read: () => ({ bytes: kept.subarray(0, keptCount), isCut: byteCount > keptCount }),
  };
}

function appendWithin(kept: Buffer, keptCount: number, part: Buffer): Buffer {
  let block = kept;
  if (block.length < bodyBytesKept) {
    block = Buffer.allocUnsafe(bodyBytesKept);
    kept.copy(block, 0, 0, keptCount);
  }
  part.copy(block, keptCount);
  return block;
}
