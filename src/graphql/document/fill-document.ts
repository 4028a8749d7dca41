/** A part that is made: from its marker to the next one, which ends it. */
const part = /^<!-- (?<kind>made|file): (?<name>\S+) -->\n[\s\S]*?^<!-- end -->$/gm;

/**
 * Fills the made parts of a Markdown document: `<!-- made: NAME -->` with the text of that name, and
 * `<!-- file: PATH -->` with a code block of that file. The rest stays as it is.
 *
 * @throws Error for a name without a text, and for a text that the document does not use
 */
export function fillDocument(
  markdown: string,
  texts: ReadonlyMap<string, string>,
  readFile: (path: string) => string,
): string {
  const unused = new Set(texts.keys());
  const filled = markdown.replaceAll(part, (_whole, kind: string, name: string) => {
    unused.delete(name);
    const text = kind === 'file' ? formatFile(name, readFile(name)) : texts.get(name);
    if (text === undefined) throw new Error(`The document has an unknown part: ${name}.`);
    return `<!-- ${kind}: ${name} -->\n\n${text}\n\n<!-- end -->`;
  });
  if (unused.size > 0) throw new Error(`The document lacks ${[...unused].join(', ')}.`);
  return filled;
}

function formatFile(path: string, text: string): string {
  const language = path.slice(path.lastIndexOf('.') + 1);
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
