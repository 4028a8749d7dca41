/** The place where two texts begin to differ, in the bytes of their UTF-8. */
export interface Difference {
  /** The number of bytes that are the same, which is the position of the first one that differs, from 0. */
  offset: number;
  /** The text that both have just before it. */
  before: string;
  /** The signed text from there on; empty at its end. */
  signed: string;
  /** The given text from there on; empty at its end. */
  given: string;
}

/** Characters that are shown on each side. */
const shown = { before: 24, after: 16 };

/** Finds the first differing byte. @returns null for equal texts */
export function findFirstDifference(signed: string, given: string): Difference | null {
  if (signed === given) return null;
  const [signedCharacters, givenCharacters] = [Array.from(signed), Array.from(given)];
  let same = 0;
  while (same < signedCharacters.length && signedCharacters[same] === givenCharacters[same]) same++;
  const prefix = signedCharacters.slice(0, same);
  const from = (characters: string[]) => characters.slice(same, same + shown.after).join('');
  return {
    offset:
      bytesOf(prefix.join('')).length +
      countSameBytes(signedCharacters[same], givenCharacters[same]),
    before: prefix.slice(-shown.before).join(''),
    signed: from(signedCharacters),
    given: from(givenCharacters),
  };
}

/** Bytes that two different characters begin with alike. */
function countSameBytes(one = '', other = ''): number {
  const [first, second] = [bytesOf(one), bytesOf(other)];
  return Math.max(
    0,
    first.findIndex((byte, n) => byte !== second[n]),
  );
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
