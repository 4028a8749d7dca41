import { z } from 'zod';

/**
 * The rule for a short text from a user, such as a name: 1 to `charactersMax` characters (code points)
 * not counting surrounding whitespace, at least one of them visible. Control characters, line breaks and lone
 * surrogates are refused: PostgreSQL cannot store some of them (NUL), and none belongs in a line. Characters
 * that change the direction of text (Unicode UAX #9, section 2) are refused too: they can make one name
 * look like another.
 *
 * @param noun the start of the error messages, such as "The name"
 */
export function oneLineText(noun: string, charactersMax: number): z.ZodType<string> {
  return z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, {
      error: `${noun} must not contain control characters.`,
      abort: true,
    })
    .refine((text) => text === '' || /[^\p{Default_Ignorable_Code_Point}\p{Z}]/u.test(text), {
      error: `${noun} must contain a visible character.`,
      abort: true,
    })
    .refine((text) => text !== '' && Array.from(text).length <= charactersMax, {
      error: `${noun} must have 1 to ${charactersMax} characters.`,
    });
}
