/**
 * The head of an answer as bytes: where it ends, whether it needs repair, and its status line. Pure.
 * The parser of undici is strict. It refuses line ends without CR (RFC 9112, section 2.2) and folded
 * headers (section 5.2), which curl and browsers take, so both are repaired before it sees them.
 * Everything else that is not valid stays as it is and is refused: bare CR, NUL, a blank before a colon,
 * two lengths, a length beside chunks.
 */

const cr = 0x0d;
const lf = 0x0a;
const sp = 0x20;
const tab = 0x09;
const one = 0x31;

/** Where a head ends, and whether all its lines end with CRLF and none is folded. */
export interface HeadEnd {
  /** The first byte behind the empty line; -1 while it has not come. */
  end: number;
  isPlain: boolean;
}

/**
 * Finds the end of the head that the bytes begin with; looks at its lines from the index on. By a loop,
 * because heads are short and each call of `indexOf` costs as much as some ten bytes of it.
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

/** Ends each line with CRLF and unfolds folded headers; a blank before the first header stays (section 2.2). */
export function repairHead(head: Buffer): Buffer {
  const lines = head.toString('latin1').replaceAll('\r\n', '\n').split('\n');
  const [statusLine = '', firstHeader = '', ...others] = lines;
  const unfolded = [firstHeader, ...others].join('\r\n').replaceAll(/\r\n[ \t]+/g, ' ');
  return Buffer.from(`${statusLine}\r\n${unfolded}`, 'latin1');
}

/** The longest status line that is shown, in characters. */
const statusLineLengthMax = 100;

/** The status line as text that is safe to show, or null when it is not one. */
export function readStatusLine(head: Buffer): string | null {
  const line = head.toString('latin1', 0, statusLineLengthMax + 2).split(/\r?\n/, 1)[0] ?? '';
  if (!/^HTTP\/\d(?:\.\d)? +\d{3}(?!\d)/.test(line)) return null;
  const text = line.slice(0, statusLineLengthMax).replaceAll(/[^\x20-\x7e]/g, '\ufffd');
  return line.length > statusLineLengthMax ? `${text}…` : text;
}

/** 1xx but 101, which says that another protocol follows and is no answer to a request that did not ask. */
const interim = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r\n]/;

/** Whether the head says that the real answer follows (RFC 9110, section 15.2). */
export function isInterim(head: Buffer): boolean {
  // Most answers are not, and the first digit of the status tells it at once.
  return head[9] === one && interim.test(head.toString('latin1', 0, 13));
}

/** Skips the empty lines at the start of the bytes. */
export function skipEmptyLines(bytes: Buffer): Buffer {
  let from = 0;
  while (bytes[from] === lf || (bytes[from] === cr && bytes[from + 1] === lf)) from += 1;
  return from === 0 ? bytes : bytes.subarray(from);
}

const http = Buffer.from('HTTP/');

/** Whether the bytes, perhaps too few to tell, begin as an answer does. */
export function beginsAsAnswer(bytes: Buffer): boolean {
  if (bytes.length === 1 && bytes[0] === cr) return true; // half of an empty line
  for (let at = 0; at < http.length && at < bytes.length; at += 1) {
    if (bytes[at] !== http[at]) return false;
  }
  return true;
}

/** Bytes that are enough to recognise another protocol. */
const foreignBytes = 9;

/** Names the protocol of bytes that are not HTTP/1, where it is one that is often met. */
export function nameForeignProtocol(bytes: Buffer): string | null {
  if (bytes.length < foreignBytes) return null;
  // The first frame of HTTP/2 is SETTINGS (4) or GOAWAY (7) of the connection itself (RFC 9113).
  const isFrame = bytes[0] === 0 && (bytes[3] === 4 || bytes[3] === 7);
  if (isFrame && bytes.readUInt32BE(5) === 0)
    return 'it speaks HTTP/2 only, and requests come by HTTP/1.1';
  return null;
}
