import { printSchema } from 'graphql';
import { emitFile, fail } from '../kernel/emit-file.ts';
import { listResolverClasses } from './create-resolvers.ts';
import { listGaps } from './list-gaps.ts';
import { buildSchemaOf } from './schema.ts';

// Writes the schema to `schema.graphql`; with `--check`, fails if that file is out of date. Fails in both cases for a
// part of the schema without a description.
const schema = await buildSchemaOf(listResolverClasses());
await emitFile('schema.graphql', `${printSchema(schema)}\n`, 'schema');
for (const gap of listGaps(schema)) fail(gap);
