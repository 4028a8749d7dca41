import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

/**
 * Writes a text that is made from the code to a file of the project. With `--check` on the command line it only
 * compares, and the process fails if the file is out of date.
 *
 * @param script the npm script that writes the file, for the message
 */
export async function emitFile(file: string, text: string, script: string): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  if (!values.check) {
    await writeFile(file, text);
    return;
  }
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== text)
    fail(`${file} is out of date. Run npm run ${script} and commit the result.`);
}

/** Makes the process fail at its end. */
export function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
