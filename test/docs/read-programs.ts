/** What the document says a block is, before the block: `<!-- run: node -->`. A reader does not see it. */
const marked = /^<!-- run: (\S+) -->\n+```\w+\n([\s\S]*?)^```$/gm;

/** The code of the blocks that are marked to be run, by their names. */
export function readPrograms(markdown: string): Map<string, string> {
  return new Map(Array.from(markdown.matchAll(marked), ([, name, code]) => [name!, code!]));
}

/**
 * The program with the function of its library in place of its own, as the document tells readers to
 * do it: the own one gets another name, which nobody calls.
 *
 * @throws Error when the program has no such function.
 */
export function useLibrary(program: string, library: string): string {
  const own = /^(function|def) (verifyStandard|verify_standard)\b/m;
  if (!own.test(program)) throw new Error('The program has no function to replace.');
  return `${library}\n${program.replace(own, '$1 $2_by_hand')}`;
}
