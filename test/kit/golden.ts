import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';

/**
 * Compares JSON with a file that a person has looked at. With `UPDATE_GOLDEN=1` the file is written instead, and the
 * difference is seen in git.
 *
 * @param file such as `new URL('golden/one.json', import.meta.url)`
 */
export async function expectGolden(file: URL, json: string): Promise<void> {
  const text = `${JSON.stringify(JSON.parse(json), null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN === '1') {
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, text);
  }
  expect(text).toBe(await readFile(file, 'utf8'));
}
