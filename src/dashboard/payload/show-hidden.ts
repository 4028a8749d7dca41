/**
 * Characters that one cannot see, or that turn the text around them: control characters, soft hyphens, zero-width
 * characters, and marks of direction. A joiner within an emoji and one between Arabic or Indic letters are as they
 * should be.
 */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}])\u200c/gu;

/** Writes a character as JSON can: `\u202e`. */
function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text to read. */
export interface ReadableText {
  text: string;
  /** The number of characters that are written as escapes. */
  hiddenCount: number;
}

/** Writes hidden characters as escapes such as `\u202e`, so that a text reads as it is. */
export function showHidden(source: string): ReadableText {
  let hiddenCount = 0;
  const text = source.replaceAll(hidden, (character, offset: number) => {
    if (character === '\r' && source[offset + 1] === '\n') return character;
    hiddenCount += 1;
    return toEscape(character);
  });
  return { text, hiddenCount };
}
