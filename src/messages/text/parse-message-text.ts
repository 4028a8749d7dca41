import { parsePlaceholder, type Placeholder } from './parse-placeholder.ts';

/** A parsed message text. */
export interface MessageText {
  /** Literal texts and placeholders in order. A part with an error is kept as a literal. */
  parts: readonly (string | Placeholder)[];
  /** Sentences for the owner of the text; empty if it is well formed. */
  errors: readonly string[];
}

/** Parses a message text in one pass from left to right. Never throws. */
export function parseMessageText(text: string): MessageText {
  const parts: (string | Placeholder)[] = [];
  const errors: string[] = [];
  let position = 0;
  while (position < text.length) {
    const start = text.indexOf('{{', position);
    const literal = text.slice(position, start < 0 ? undefined : start);
    if (literal.includes('}}')) errors.push('There is a }} without a {{ before it.');
    if (literal !== '') parts.push(literal);
    if (start < 0) break;
    const end = text.indexOf('}}', start + 2);
    if (end < 0) {
      errors.push('There is a {{ without a }} after it.');
      parts.push(text.slice(start));
      break;
    }
    const parsed = parsePlaceholder(text.slice(start + 2, end));
    if (typeof parsed === 'string') errors.push(parsed);
    parts.push(typeof parsed === 'string' ? text.slice(start, end + 2) : parsed);
    position = end + 2;
  }
  return { parts, errors };
}
