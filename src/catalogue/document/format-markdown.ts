/**
 * Plain text as Markdown that shows it unchanged, on one line, also inside a table. Escapes no more
 * than prettier would leave escaped: an underscore inside a word, as in `low_stock`, stays as it is.
 */
export function formatText(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*<[\]|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}

/**
 * A name, a value or a pattern as a code span of a table.
 *
 * @throws Error for a text with a backtick or a line break, which a plain span cannot show
 */
export function formatCode(text: string): string {
  if (/[`\n]/.test(text)) throw new Error(`${JSON.stringify(text)} does not fit into a code span.`);
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** A value as JSON, laid out for people; prettier agrees unless a list in it holds bare values. */
export function formatJson(value: unknown): string {
  return ['```json', JSON.stringify(value, null, 2), '```'].join('\n');
}

/**
 * A table with its columns padded, as prettier lays it out. Each word of `head` has three characters
 * at least, and every row as many cells.
 */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column]))));
  const lines = all.map((row) => row.map((cell, column) => pad(cell, widths[column])));
  lines.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  );
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function pad(cell: string, width = 0): string {
  return cell + ' '.repeat(width - widthOf(cell));
}

/** Columns that a text takes: one a code point, which holds for the scripts that the catalogue uses. */
function widthOf(cell = ''): number {
  return Array.from(cell).length;
}
