import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { printSchema } from 'graphql';
import { listResolverClasses } from './create-resolvers.ts';
import { buildSchemaOf } from './schema.ts';

const file = 'schema.graphql';

/** Writes the schema to `schema.graphql`; with `--check`, fails when that file is out of date. */
async function emitSchema(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const schema = `${printSchema(await buildSchemaOf(listResolverClasses()))}\n`;
  if (!values.check) {
    await writeFile(file, schema);
    return;
  }
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed === schema) return;
  console.error(`${file} is out of date. Run npm run schema and commit the result.`);
  process.exitCode = 1;
}

await emitSchema();
