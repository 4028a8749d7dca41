import { emitFile } from '../../kernel/emit-file.ts';
import { listEventTypes } from '../event-types.ts';
import { describeCatalogue } from './describe-catalogue.ts';

// Writes the catalogue to `docs/events.md`; with `--check`, fails if that file is out of date.
await emitFile('docs/events.md', describeCatalogue(listEventTypes()), 'docs:events');
