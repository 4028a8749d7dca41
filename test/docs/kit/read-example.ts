import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads a file of `docs/examples/`. */
export async function readExample(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, '../../../docs/examples', name), 'utf8');
}
