/** The most headers that are kept, and the most bytes of their names and values together. */
const headersKept = 100;
const headerBytesKept = 16 * 1024;

/** The most characters read of a `Retry-After`; a date has 29. */
const retryAfterLengthMax = 64;

/** The most characters read of the headers that describe the body. */
const contentHeaderLengthMax = 256;

/** The headers to keep, and those this client reads itself, even beyond the limits of the kept ones. */
export interface ReadHeaders {
  /** Names in lower case, repeated ones joined by a comma, without cookies; at most 100 and 16 KiB. */
  headers: Record<string, string>;
  retryAfter: string | null;
  contentType: string | null;
  /** Repeated ones joined by a comma. */
  contentEncoding: string | null;
}

/** Reads alternating names and values, as undici gives them. It never throws. */
export function readHeaders(raw: readonly (Buffer | string)[]): ReadHeaders {
  // A Map, because `__proto__` is a valid header name.
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
