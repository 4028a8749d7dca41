import { countCharacters, toVisibleLine, toVisibleText } from '../../kernel/index.ts';
import { findPlaceholderError } from './check-placeholder.ts';
import { parseMessageText } from './parse-message-text.ts';

/** Longest message text, in characters (code points). */
const charactersMax = 2_000;

/** Most problems that are answered at once. */
const errorsMax = 10;

/**
 * Finds the problems of a message text, as sentences for its owner: empty if it may be saved, at most ten. Each path must
 * exist in the schemas of all these event types; one with a `default` only in one of them.
 *
 * @param eventTypes what the webhook wants: names of event types, `*`, or all of a noun such as `rent.*`
 */
export function findMessageTextErrors(text: string, eventTypes: readonly string[]): string[] {
  if (text.length > 2 * charactersMax || countCharacters(text) > charactersMax) {
    return ['The message text must have at most 2,000 characters.'];
  }
  if (toVisibleLine(text) === '') return ['The message text must contain a visible character.'];
  if (toVisibleText(text) !== text.replaceAll(/\r\n?/g, '\n')) {
    return ['The message text must not contain control characters.'];
  }
  const { parts, errors } = parseMessageText(text);
  const placeholderErrors = parts.flatMap((part) =>
    typeof part === 'string' ? [] : (findPlaceholderError(part, eventTypes) ?? []),
  );
  return [...new Set([...errors, ...placeholderErrors])].slice(0, errorsMax);
}
