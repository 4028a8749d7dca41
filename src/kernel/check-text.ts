import { invalidInput } from './errors.ts';

/** Longer than every name. */
export const textCharactersMax = 200;

/**
 * Checks a text that a filter searches for.
 *
 * @param field where the input has it, such as `filter.text`
 * @throws UserError INVALID_INPUT for a text that is empty, too long or has a NUL
 */
export function checkText(field: string, text: string): void {
  const count = Array.from(text).length;
  if (count === 0 || count > textCharactersMax) {
    throw invalidInput(field, `The text must have 1 to ${textCharactersMax} characters.`);
  }
  if (text.includes('\0')) throw invalidInput(field, 'The text must not contain NUL.');
}
