/** Marks the following block in the document: `<!-- run: node -->`. Invisible to readers. */
const marked = /^<!-- run: (\S+) -->\n+```\w+\n([\s\S]*?)^```$/gm;

/** Returns the code of the marked blocks by name. */
export function readPrograms(markdown: string): Map<string, string> {
  return new Map(Array.from(markdown.matchAll(marked), ([, name, code]) => [name!, code!]));
}

/**
 * Replaces the program's verify function with the one that uses a library, as the document suggests.
 * The original function is renamed and no longer called.
 *
 * @throws Error when the program has no such function.
 */
export function useLibrary(program: string, library: string): string {
  const own = /^(function|def) (verifyStandard|verify_standard)\b/m;
  if (!own.test(program)) throw new Error('The program has no function to replace.');
  return `${library}\n${program.replace(own, '$1 $2_by_hand')}`;
}
