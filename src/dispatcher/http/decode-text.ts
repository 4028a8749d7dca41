import { MIMEType, TextDecoder } from 'node:util';
import { bodyBytesKept } from './read-response.ts';

/** Text of a body, and whether something was left out of it. */
export interface ShownText {
  text: string;
  isCut: boolean;
}

/**
 * Bytes as text that any database and any JSON can hold: what is not valid in its charset, and NUL, becomes
 * U+FFFD. The charset is that of the byte order mark, else of the content type, else UTF-8, as browsers have it.
 * A character that the cut went through is left out. The text has at most `BODY_BYTES_KEPT` bytes.
 */
export function decodeText(bytes: Buffer, isCut: boolean, contentType: string | null): ShownText {
  const decoded = decode(bytes, isCut, contentType);
  const text = decoded.includes('\0') ? decoded.replaceAll('\0', '\uFFFD') : decoded;
  if (bytes.length * 3 <= bodyBytesKept || Buffer.byteLength(text) <= bodyBytesKept) {
    return { text, isCut };
  }
  // Characters can take more bytes in UTF-8 than in their charset; a U+FFFD has three.
  const shorter = Buffer.from(text).subarray(0, bodyBytesKept);
  return { text: new TextDecoder().decode(shorter, { stream: true }), isCut: true };
}

function decode(bytes: Buffer, isCut: boolean, contentType: string | null): string {
  const charset = readMark(bytes) ?? readCharset(contentType) ?? 'utf-8';
  // `toString` replaces as a decoder does and costs less, but keeps the mark and half of a character.
  if (charset === 'utf-8' && !isCut && bytes[0] !== 0xef) return bytes.toString();
  return createDecoder(charset).decode(bytes, { stream: isCut });
}

/** The charset that a byte order mark stands for. */
function readMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** The parameter `charset` of a content type (RFC 9110, section 8.3), also of one that is malformed elsewhere. */
function readCharset(contentType: string | null): string | null {
  if (!contentType?.includes(';')) return null;
  try {
    return new MIMEType(contentType).params.get('charset')?.toLowerCase() ?? null;
  } catch {
    return /;[ \t]*charset="?([\w.:+-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
  }
}

/** Takes an unknown label for UTF-8. */
function createDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
