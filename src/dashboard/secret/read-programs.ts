/** A program that verifies, for one language or tool. */
export interface Program {
  name: string;
  /** The name under which to save it. */
  file: string;
  /** Starts it; `$URL` stands for the URL of the webhook. */
  command: string;
  code: string;
}

/** The languages, with the names of their blocks in the document for integrators. */
const languages = [
  { block: 'node', name: 'Node', file: 'receiver.mjs', command: 'node receiver.mjs' },
  { block: 'python', name: 'Python', file: 'receiver.py', command: 'python3 receiver.py' },
  {
    block: 'php',
    name: 'PHP',
    file: 'receiver.php',
    command: 'php -S 127.0.0.1:8080 receiver.php',
  },
  { block: 'go', name: 'Go', file: 'receiver.go', command: 'go run receiver.go' },
  { block: 'ruby', name: 'Ruby', file: 'config.ru', command: 'rackup -o 127.0.0.1 -p 8080' },
  { block: 'java', name: 'Java', file: 'Receiver.java', command: 'java Receiver.java' },
  { block: 'curl', name: 'curl', file: 'try.sh', command: 'sh try.sh $URL' },
];

/** A block of code that is marked for the tests: `<!-- run: node -->` for a receiver, `<!-- send: curl -->` for a sender. */
const marked = /^<!-- (?:run|send): (\S+) -->\n+```\w+\n([\s\S]*?)^```$/gm;

/**
 * Takes the programs out of the document for integrators, whose tests run them.
 *
 * @throws Error when the document lacks one
 */
export function readPrograms(markdown: string): Program[] {
  const blocks = new Map(Array.from(markdown.matchAll(marked), ([, block, code]) => [block, code]));
  return languages.map(({ block, ...language }) => {
    const code = blocks.get(block);
    if (code === undefined) throw new Error(`The document has no program for ${block}.`);
    return { ...language, code };
  });
}

/** Writes a text as one word of a shell. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Puts the URL of a webhook into a command. */
export function fillCommand(command: string, url: string): string {
  return command.replace('$URL', () => quoteForShell(url)); // a text in its place could have `$&` in it
}
