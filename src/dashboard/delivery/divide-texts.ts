/** A text in three parts, of which the middle one is not in the other text. */
export interface DividedText {
  before: string;
  different: string;
  after: string;
}

/** Finds where two texts differ: what lies between their common beginning and their common end. */
export function divideTexts(first: string, second: string): [DividedText, DividedText] {
  const shorter = Math.min(first.length, second.length);
  let start = 0;
  while (start < shorter && first[start] === second[start]) start += 1;
  if (isInsideCharacter(first, start) || isInsideCharacter(second, start)) start -= 1;
  let end = 0;
  while (end < shorter - start && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  if (isInsideCharacter(first, first.length - end)) end -= 1;
  else if (isInsideCharacter(second, second.length - end)) end -= 1;
  const divide = (text: string): DividedText => ({
    before: text.slice(0, start),
    different: text.slice(start, text.length - end),
    after: text.slice(text.length - end),
  });
  return [divide(first), divide(second)];
}

/** Whether a place lies between the two halves of a character, such as an emoji. */
function isInsideCharacter(text: string, place: number): boolean {
  return place > 0 && place < text.length && (text.codePointAt(place - 1) ?? 0) > 0xffff;
}
