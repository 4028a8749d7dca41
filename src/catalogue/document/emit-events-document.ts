import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeCatalogue } from './describe-catalogue.ts';
import { listEventTypes } from '../event-types.ts';

const file = 'docs/events.md';

/** Writes the catalogue to `docs/events.md`; with `--check`, fails if that file is out of date. */
async function emitEventsDocument(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const text = describeCatalogue(listEventTypes());
  if (!values.check) {
    await writeFile(file, text);
    return;
  }
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed === text) return;
  process.stderr.write(`${file} is out of date. Run npm run docs:events and commit the result.\n`);
  process.exitCode = 1;
}

await emitEventsDocument();
