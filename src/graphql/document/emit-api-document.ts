import { readFileSync } from 'node:fs';
import { emitFile } from '../../kernel/emit-file.ts';
import { listResolverClasses } from '../create-resolvers.ts';
import { buildSchemaOf } from '../schema.ts';
import {
  describeCloseCodes,
  describeRequestErrors,
  describeUserErrors,
} from './describe-errors.ts';
import { describeLimits } from './describe-limits.ts';
import { fillDocument } from './fill-document.ts';

const file = 'docs/api.md';

// Fills the tables and the examples of `docs/api.md`; with `--check`, fails if that file is out of date.
const parts = new Map([
  ['user-errors', describeUserErrors(await buildSchemaOf(listResolverClasses()))],
  ['request-errors', describeRequestErrors()],
  ['close-codes', describeCloseCodes()],
  ['limits', describeLimits()],
]);
const read = (path: string) => readFileSync(path, 'utf8');
await emitFile(
  file,
  fillDocument(read(file), parts, (path) => read(`docs/${path}`)),
  'docs:api',
);
