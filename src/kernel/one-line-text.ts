import { z } from 'zod';

/**
 * The rule for a short text of a user, such as a name: 1 to `charactersMax` characters (code points)
 * after the blanks around it are dropped. Control characters, line breaks and lone surrogates are
 * refused; PostgreSQL could not store some of them (NUL), and no others belong into one line.
 *
 * @param noun begins the sentences that a user reads, as in "The name"
 */
export function oneLineText(noun: string, charactersMax: number): z.ZodType<string> {
  return z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, {
      error: `${noun} must not hold control characters.`,
    })
    .refine((text) => text !== '' && Array.from(text).length <= charactersMax, {
      error: `${noun} has 1 to ${charactersMax} characters.`,
    });
}
