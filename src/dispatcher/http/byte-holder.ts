/** Bytes that arrive in pieces, in memory that does not depend on the number of pieces. */
export interface ByteHolder {
  /** Adds the piece to the bytes kept and returns both; returns the piece itself when nothing is kept. */
  append(piece: Buffer): Buffer;
  /** Keeps these bytes and drops those kept before. */
  keep(bytes: Buffer): void;
  clear(): void;
}

const nothing = Buffer.alloc(0);

/** Makes an empty holder. */
export function createByteHolder(): ByteHolder {
  let block: Buffer = nothing;
  let count = 0;

  /** Makes the block twice as large as needed, so that a trickle does not copy it again for each byte. */
  function grow(least: number): void {
    if (block.length >= least) return;
    const larger = Buffer.allocUnsafeSlow(2 * least);
    block.copy(larger, 0, 0, count);
    block = larger;
  }

  return {
    append(piece) {
      if (count === 0) return piece;
      grow(count + piece.length);
      piece.copy(block, count);
      count += piece.length;
      return block.subarray(0, count);
    },
    keep(bytes) {
      const isKept = bytes.buffer === block.buffer && bytes.byteOffset === block.byteOffset;
      if (!isKept) {
        count = 0;
        if (bytes.buffer !== block.buffer) grow(bytes.length);
        bytes.copy(block);
      }
      count = bytes.length;
    },
    clear() {
      block = nothing;
      count = 0;
    },
  };
}
