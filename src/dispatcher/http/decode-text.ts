import { MIMEType, TextDecoder } from 'node:util';
import { bodyBytesKept } from './body-collector.ts';

/** The text of a body, and whether part of it was left out. */
export interface ShownText {
  text: string;
  isCut: boolean;
}

/**
 * Decodes bytes into text that any database and any JSON can hold, of at most `bodyBytesKept` bytes.
 * Bytes that are invalid in the charset, and NUL, become U+FFFD. The charset is that of the byte order mark,
 * else of the content type, else UTF-8, as in browsers. A character that was cut in half is left out.
 */
export function decodeText(bytes: Buffer, isCut: boolean, contentType: string | null): ShownText {
  const decoded = decode(bytes, isCut, contentType);
  const text = decoded.includes('\0') ? decoded.replaceAll('\0', '\uFFFD') : decoded;
  if (bytes.length * 3 <= bodyBytesKept || Buffer.byteLength(text) <= bodyBytesKept) {
    return { text, isCut };
  }
  // A character can take more bytes in UTF-8 than in its charset; U+FFFD takes three.
  const shorter = Buffer.from(text).subarray(0, bodyBytesKept);
  return { text: new TextDecoder().decode(shorter, { stream: true }), isCut: true };
}

function decode(bytes: Buffer, isCut: boolean, contentType: string | null): string {
  const charset = readMark(bytes) ?? readCharset(contentType) ?? 'utf-8';
  // `toString` replaces invalid bytes too and costs less, but keeps the mark and half a character.
  if (charset === 'utf-8' && !isCut && bytes[0] !== 0xef) return bytes.toString();
  return createDecoder(charset).decode(bytes, { stream: isCut });
}

/** The charset that a byte order mark stands for; null without a mark. */
function readMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** The `charset` parameter of a content type (RFC 9110, section 8.3), even if the rest of it is malformed. */
function readCharset(contentType: string | null): string | null {
  if (!contentType?.includes(';')) return null;
  try {
    return new MIMEType(contentType).params.get('charset')?.toLowerCase() ?? null;
  } catch {
    return /;[ \t]*charset="?([\w.:+-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
  }
}

/** Treats an unknown label as UTF-8. */
function createDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
