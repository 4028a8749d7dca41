import { truncateText } from '../../kernel/index.ts';

/** Zero-width space: separates two characters without being seen. */
const zeroWidthSpace = '\u200B';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Similar characters without a meaning, for services in which formatting cannot be escaped. */
const lookAlikes: Readonly<Record<string, string>> = {
  '*': '\u2217',
  _: '\u02CD',
  '~': '\u223C',
  '`': '\u02CB',
};

/** Escapes `&`, `<` and `>` as Slack's text and Google Chat's cards want it. */
export function escapeEntities(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
}

/**
 * Separates each `@` at the start of a word from that word, so that no service reads a mention (`@everyone`). An
 * e-mail address remains as it is.
 */
export function breakMentions(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{N}])@/gu, `@${zeroWidthSpace}`);
}

/** Separates each `character` from what follows it. */
export function breakAfter(text: string, character: string): string {
  return text.replaceAll(character, `${character}${zeroWidthSpace}`);
}

/**
 * Replaces what Slack and Google Chat read as formatting by characters that look alike, since neither has an escape
 * for it; also what begins a quotation or a list. Marks within a word, as in `rnt_01`, format nothing and remain.
 */
export function replaceMarkers(line: string): string {
  return line
    .replaceAll(
      /`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu,
      (marker) => lookAlikes[marker] ?? marker,
    )
    .replace(/^>/, '\u203A')
    .replace(/^-(?= )/, '\u2010');
}

/**
 * Escapes Markdown with backslashes: these marks and `_`, what begins a list at the start, and the `//` of an address.
 * Some apps show the backslashes, as all do within code. So `_` within a word, which formats nothing, has none.
 */
export function escapeMarkdown(line: string, marks: RegExp): string {
  return line
    .replaceAll(marks, '\\$&')
    .replaceAll(/(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])/g, '\\$&')
    .replaceAll('://', ':\\/\\/')
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)\./, '$1\\.');
}

/** Cuts escaped text as `truncateText`, and never within an entity or between a backslash and what it escapes. */
export function cutEscaped(text: string, max: number, measure: (part: string) => number): string {
  const cut = truncateText(text, max, measure);
  if (cut === text) return text;
  const kept = cut.slice(0, -1).replace(/&[a-z]{0,3}$/, '');
  const backslashes = kept.length - kept.replace(/\\+$/, '').length;
  return `${backslashes % 2 === 1 ? kept.slice(0, -1) : kept}${cut.slice(-1)}`;
}
