import { z } from 'zod';

/**
 * The rule for a short text of a user, such as a name: 1 to `charactersMax` characters (code points)
 * after the blanks around it are dropped, at least one of them visible. Control characters, line breaks
 * and lone surrogates are refused: PostgreSQL cannot store some of them (NUL), and none belongs in a
 * line. So are the characters that change the direction of text (Unicode UAX #9, section 2): with them
 * a name can look like another one.
 *
 * @param noun begins the sentences that a user reads, as in "The name"
 */
export function oneLineText(noun: string, charactersMax: number): z.ZodType<string> {
  return z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, {
      error: `${noun} must not hold control characters.`,
      abort: true,
    })
    .refine((text) => text === '' || /[^\p{Default_Ignorable_Code_Point}\p{Z}]/u.test(text), {
      error: `${noun} must hold a visible character.`,
      abort: true,
    })
    .refine((text) => text !== '' && Array.from(text).length <= charactersMax, {
      error: `${noun} has 1 to ${charactersMax} characters.`,
    });
}
