/**
 * Escapes plain text for Markdown, on one line, also inside a table. Escapes only what prettier would leave
 * escaped: an underscore inside a word, as in `low_stock`, stays unescaped.
 */
export function formatText(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*<[\]|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}

/**
 * Formats a name, a value or a pattern as a code span inside a table.
 *
 * @throws Error for text with a backtick or a line break, which a plain code span cannot contain
 */
export function formatCode(text: string): string {
  if (/[`\n]/.test(text))
    throw new Error(`${JSON.stringify(text)} cannot be shown in a code span.`);
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** Formats a value as indented JSON, as prettier would unless a list contains primitive values. */
export function formatJson(value: unknown): string {
  return ['```json', JSON.stringify(value, null, 2), '```'].join('\n');
}

/**
 * Formats a table with padded columns, as prettier would. Each entry of `head` must have at least three
 * characters, and every row as many cells as `head`.
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

/** Width of a text in columns: one per code point, which holds for the scripts in the catalogue. */
function widthOf(cell = ''): number {
  return Array.from(cell).length;
}
