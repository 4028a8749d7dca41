import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { fail } from '../../kernel/emit-file.ts';
import { readChangelog } from './changelog.ts';
import { listDangerousChanges } from './find-changes.ts';
import { listProblems } from './list-problems.ts';
import { readReleasedVersion, releasedFile } from './released-schema.ts';

// Compares `schema.graphql` with the schema of the last release. Prints the changes that can surprise a client, and fails
// for each change that breaks one and is not announced as the rules of `docs/api.md` require.
const read = (path: string) => readFileSync(path, 'utf8');
const released = buildSchema(read(releasedFile));
const current = buildSchema(read('schema.graphql'));
for (const description of listDangerousChanges(released, current)) {
  process.stdout.write(`Notice: ${description}\n`);
}
const { version } = JSON.parse(read('package.json')) as { version: string };
if (readReleasedVersion(read(releasedFile)) !== version) {
  fail(`${releasedFile} is not the schema of version ${version}. Run npm run release:schema.`);
}
const changelog = readChangelog(read('CHANGELOG.md'));
const today = new Date().toISOString().slice(0, 10);
for (const problem of listProblems({ released, current, changelog, today })) fail(problem);
