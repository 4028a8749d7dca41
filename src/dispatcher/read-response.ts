/** How much of a response body is kept, in bytes; the log is no place for more. */
export const BODY_BYTES_KEPT = 16 * 1024;

/**
 * How much of a response body is read, in bytes. A little more than is kept, so that the connection of
 * a receiver with a long answer can still be used again.
 */
export const BODY_BYTES_READ = 4 * BODY_BYTES_KEPT;

/** How many headers are kept, and how many bytes of names and values together. */
const HEADERS_KEPT = 100;
const HEADER_BYTES_KEPT = 16 * 1024;

/** The longest `Retry-After` that can mean anything, in characters: a date has 29. */
const RETRY_AFTER_LENGTH_MAX = 64;

/** How much is read of the headers that say what the body is, in characters. */
const CONTENT_HEADER_LENGTH_MAX = 256;

/** Keeps the first bytes of a body, in memory that does not depend on how it was cut into pieces. */
export interface BodyCollector {
  /** Takes the next piece; it may be a view of memory that is reused later by its owner's owner. */
  add(chunk: Buffer): void;
  /** Bytes seen so far, kept or not. */
  readonly byteCount: number;
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
      const part = chunk.subarray(0, BODY_BYTES_KEPT - keptCount);
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
  if (block.length < BODY_BYTES_KEPT) {
    block = Buffer.allocUnsafe(BODY_BYTES_KEPT);
    kept.copy(block, 0, 0, keptCount);
  }
  part.copy(block, keptCount);
  return block;
}

/** What is kept of the headers, and those that we read ourselves, also behind what is kept. */
export interface ReadHeaders {
  /** Names in lower case, repeated ones joined by a comma, cookies left out, cut to a fixed size. */
  readonly headers: Record<string, string>;
  readonly retryAfter: string | null;
  readonly contentType: string | null;
  /** Repeated ones joined by a comma. */
  readonly contentEncoding: string | null;
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
    if (name === 'retry-after') retryAfter ??= value.slice(0, RETRY_AFTER_LENGTH_MAX);
    else if (name === 'content-type') contentType ??= value.slice(0, CONTENT_HEADER_LENGTH_MAX);
    else if (name === 'content-encoding') {
      contentEncoding = joinValues(contentEncoding, value).slice(0, CONTENT_HEADER_LENGTH_MAX);
    }
    byteCount += name.length + value.length;
    if (isCookie(name) || byteCount > HEADER_BYTES_KEPT) continue;
    const earlier = kept.get(name);
    if (earlier === undefined && kept.size >= HEADERS_KEPT) continue;
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
