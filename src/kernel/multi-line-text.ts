import { z } from 'zod';

/**
 * The rule for a longer text from a user: at most `charactersMax` characters (code points), without surrounding white
 * space. It may be empty. Tabs and line breaks are allowed; what `oneLineText` refuses besides them is refused here
 * too, for the same reasons.
 *
 * @param noun the start of the error messages, such as "The description"
 */
export function multiLineText(noun: string, charactersMax: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .regex(/^(?:[\t\r\n]|[^\p{Cc}\p{Cs}\p{Bidi_Control}])*$/u, {
      error: `${noun} must not contain control characters.`,
      abort: true,
    })
    .refine((text) => Array.from(text).length <= charactersMax, {
      error: `${noun} must have at most ${charactersMax} characters.`,
    });
}
