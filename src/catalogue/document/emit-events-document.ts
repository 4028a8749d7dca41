import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeCatalogue } from './describe-catalogue.ts';
import { listEventTypes } from '../event-types.ts';

const file = 'docs/events.md';

/** Writes the catalogue to `docs/events.md`, or with `--check` says whether that file still tells it. */
async function emitEventsDocument(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const text = describeCatalogue(listEventTypes());
  if (!values.check) {
    await writeFile(file, text);
    return;
  }
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed === text) return;
  process.stderr.write(
    `${file} is not what the catalogue says. Run npm run docs:events and commit the result.\n`,
  );
  process.exitCode = 1;
}

await emitEventsDocument();
