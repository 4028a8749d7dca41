/**
 * The head of a response as bytes: where it ends, whether it needs repair, and its status line. Pure.
 * The parser of undici is strict. It rejects lines that end without CR (RFC 9112, section 2.2) and folded
 * headers (section 5.2), which curl and browsers accept, so both are repaired before it sees them.
 * Everything else that is invalid stays unchanged and is rejected: a bare CR, NUL, a space before a colon,
 * two lengths, a length together with chunks.
 */

const cr = 0x0d;
const lf = 0x0a;
const sp = 0x20;
const tab = 0x09;
const one = 0x31;

/** The end of a head, and whether the head needs no repair. */
export interface HeadEnd {
  /** The index after the empty line; -1 while that has not arrived. */
  end: number;
  /** All lines end with CRLF and no header is folded. */
  isPlain: boolean;
}

/**
 * Finds the end of the head at the start of the bytes; scans from the given index. A plain loop, because
 * heads are short and one call of `indexOf` costs as much as about ten bytes of it.
 */
export function findHeadEnd(bytes: Buffer, from = 0): HeadEnd {
  let isPlain = true;
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== lf) continue;
    if (bytes[at - 1] !== cr) isPlain = false;
    const next = bytes[at + 1];
    if (next === lf) return { end: at + 2, isPlain: false };
    if (next === cr && bytes[at + 2] === lf) return { end: at + 3, isPlain };
    if (next === sp || next === tab) isPlain = false;
  }
  return { end: -1, isPlain };
}

/** Ends each line with CRLF and unfolds headers; whitespace before the first header stays (section 2.2). */
export function repairHead(head: Buffer): Buffer {
  const lines = head.toString('latin1').replaceAll('\r\n', '\n').split('\n');
  const [statusLine = '', firstHeader = '', ...others] = lines;
  const unfolded = [firstHeader, ...others].join('\r\n').replaceAll(/\r\n[ \t]+/g, ' ');
  return Buffer.from(`${statusLine}\r\n${unfolded}`, 'latin1');
}

/** The longest status line to show, in characters. */
const statusLineLengthMax = 100;

/** The status line as text that is safe to show; null when the first line is not a status line. */
export function readStatusLine(head: Buffer): string | null {
  const line = head.toString('latin1', 0, statusLineLengthMax + 2).split(/\r?\n/, 1)[0] ?? '';
  if (!/^HTTP\/\d(?:\.\d)? +\d{3}(?!\d)/.test(line)) return null;
  const text = line.slice(0, statusLineLengthMax).replaceAll(/[^\x20-\x7e]/g, '\ufffd');
  return line.length > statusLineLengthMax ? `${text}…` : text;
}

/** 1xx except 101, which switches protocols and is no valid response to a request that did not ask for it. */
const interim = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r\n]/;

/** Whether the final response is still to come (RFC 9110, section 15.2). */
export function isInterim(head: Buffer): boolean {
  // Few responses are; the first digit of the status rules out the rest cheaply.
  return head[9] === one && interim.test(head.toString('latin1', 0, 13));
}

/** Skips the empty lines at the start of the bytes. */
export function skipEmptyLines(bytes: Buffer): Buffer {
  let from = 0;
  while (bytes[from] === lf || (bytes[from] === cr && bytes[from + 1] === lf)) from += 1;
  return from === 0 ? bytes : bytes.subarray(from);
}

const http = Buffer.from('HTTP/');

/** Whether the bytes can be the start of an HTTP/1 response; true also while there are too few to know. */
export function beginsAsResponse(bytes: Buffer): boolean {
  if (bytes.length === 1 && bytes[0] === cr) return true; // half of an empty line
  for (let at = 0; at < http.length && at < bytes.length; at += 1) {
    if (bytes[at] !== http[at]) return false;
  }
  return true;
}

/** The number of bytes needed to recognise HTTP/2: the header of one frame. */
const frameHeaderBytes = 9;

/** Whether bytes that are not HTTP/1 are the first frame of an HTTP/2 connection (RFC 9113, section 3.4). */
export function isHttp2(bytes: Buffer): boolean {
  if (bytes.length < frameHeaderBytes) return false;
  // That frame is SETTINGS (4) or GOAWAY (7), and belongs to stream 0.
  const isFrame = bytes[0] === 0 && (bytes[3] === 4 || bytes[3] === 7);
  return isFrame && bytes.readUInt32BE(5) === 0;
}
