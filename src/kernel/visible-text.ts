/** Ends a text that was cut. */
const ellipsis = '…';

/** More marks on one letter than any language uses; further ones only cover the lines above and below. */
const surplusMarks = /(\p{M}{8})\p{M}+/gu;

/** Direction marks, deprecated format characters and annotations: nobody sees them, and they can reorder what stands beside them. */
const orderingCharacters = /[\p{Bidi_Control}\u206A-\u206F\uFFF9-\uFFFB]/gu;

/** Scripts that are written from right to left. */
const rightToLeft =
  /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Samr}\p{scx=Mand}\p{scx=Adlm}\p{scx=Rohg}]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Counts the characters of a text in code points. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** Removes control characters except line breaks and tabs, direction marks and surplus marks on letters. */
export function toVisibleText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replaceAll(orderingCharacters, '')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll(surplusMarks, '$1');
}

/** As `toVisibleText`, on one line and without surrounding white space. Empty if nothing of it can be seen. */
export function toVisibleLine(text: string): string {
  const line = toVisibleText(text).replaceAll(/\s+/g, ' ').trim();
  return /[^\p{Default_Ignorable_Code_Point}\p{Z}]/u.test(line) ? line : '';
}

/** Encloses text of a right-to-left script, so that it does not reorder the words around it (Unicode UAX #9, isolates). */
export function isolateDirection(line: string): string {
  return rightToLeft.test(line) ? `\u2068${line}\u2069` : line;
}

/**
 * Cuts a text to `max` including the ellipsis at its end, between two graphemes: an emoji of several code points is
 * kept whole or left out. Text that fits is returned as it is.
 *
 * @param measure the size of a part of the text; sizes of parts must add up
 */
export function truncateText(
  text: string,
  max: number,
  measure: (part: string) => number = countCharacters,
): string {
  if (measure(text) <= max) return text;
  const room = max - measure(ellipsis);
  // A hostile grapheme can be longer than all the room.
  const kept = takeFitting(splitGraphemes(text), room, measure) || takeFitting(text, room, measure);
  return `${kept.trimEnd()}${ellipsis}`;
}

function* splitGraphemes(text: string): Iterable<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/** Joins parts from the start while they fit. */
function takeFitting(
  parts: Iterable<string>,
  room: number,
  measure: (part: string) => number,
): string {
  let kept = '';
  let size = 0;
  for (const part of parts) {
    size += measure(part);
    if (size > room) break;
    kept += part;
  }
  return kept;
}
