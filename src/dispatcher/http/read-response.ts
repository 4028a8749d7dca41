/** How much of a response body is kept, in bytes; the log is no place for more. */
export const bodyBytesKept = 16 * 1024;

/**
 * How much of a response body is read, in bytes. A little more than is kept, so that the connection of
 * a receiver with a long answer can still be used again.
 */
export const bodyBytesRead = 4 * bodyBytesKept;

/** How many headers are kept, and how many bytes of names and values together. */
const headersKept = 100;
const headerBytesKept = 16 * 1024;

/** The longest `Retry-After` that can mean anything, in characters: a date has 29. */
const retryAfterLengthMax = 64;

/** How much is read of the headers that say what the body is, in characters. */
const contentHeaderLengthMax = 256;

/** Keeps the first bytes of a body, in memory that does not depend on how it was cut into pieces. */
export interface BodyCollector {
  /** Takes the next piece; it may be a view of memory that is reused later by its owner's owner. */
  add(chunk: Buffer): void;
  /** Bytes seen so far, kept or not. */
  byteCount: number;
  /** The first bytes, at most `BODY_BYTES_KEPT`, and whether there were more. */
  read(): { bytes: Buffer; isCut: boolean };
}

/** An empty collector. */
export function createBodyCollector(): BodyCollector {
  let kept: Buffer = Buffer.alloc(0);
  let keptCount = 0;
  let byteCount = 0;
  return {
    add(chunk) {
      byteCount += chunk.length;
      const part = chunk.subarray(0, bodyBytesKept - keptCount);
      if (part.length === 0) return;
      // One piece is the usual case and needs no copy; a trickle gets one block for all its pieces.
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

/** What is kept of the headers, and those that we read ourselves, also behind what is kept. */
export interface ReadHeaders {
  /** Names in lower case, repeated ones joined by a comma, cookies left out, cut to a fixed size. */
  headers: Record<string, string>;
  retryAfter: string | null;
  contentType: string | null;
  /** Repeated ones joined by a comma. */
  contentEncoding: string | null;
}

/** Reads names and values in turn, as undici gives them. It never fails. */
export function readHeaders(raw: readonly (Buffer | string)[]): ReadHeaders {
  // A Map, because `__proto__` is a valid name of a header.
  const kept = new Map<string, string>();
  let byteCount = 0;
  let retryAfter: string | null = null;
  let contentType: string | null = null;
  let contentEncoding: string | null = null;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = decodeHeader(raw[index]).toLowerCase();
    const value = decodeHeader(raw[index + 1]);
    if (name === 'retry-after') retryAfter ??= value.slice(0, retryAfterLengthMax);
    else if (name === 'content-type') contentType ??= value.slice(0, contentHeaderLengthMax);
    else if (name === 'content-encoding') {
      contentEncoding = joinValues(contentEncoding, value).slice(0, contentHeaderLengthMax);
    }
    byteCount += name.length + value.length;
    if (isCookie(name) || byteCount > headerBytesKept) continue;
    const earlier = kept.get(name);
    if (earlier === undefined && kept.size >= headersKept) continue;
    kept.set(name, joinValues(earlier, value));
  }
  return { headers: Object.fromEntries(kept), retryAfter, contentType, contentEncoding };
}

function joinValues(earlier: string | null | undefined, value: string): string {
  return earlier == null ? value : `${earlier}, ${value}`;
}

/** Header bytes are Latin-1 (RFC 9110, section 5.5), so every byte has a character; NUL is replaced. */
function decodeHeader(bytes: Buffer | string | undefined): string {
  const text = typeof bytes === 'string' ? bytes : (bytes?.toString('latin1') ?? '');
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

function isCookie(name: string): boolean {
  return name === 'set-cookie' || name === 'set-cookie2';
}
