import { readFileSync, writeFileSync } from 'node:fs';
import { fail } from '../../kernel/emit-file.ts';
import { readReleasedVersion, releasedFile, writeReleased } from './released-schema.ts';

// Makes `schema.graphql` the schema of the version in `package.json`, which later changes are compared with. Each version
// is released once: a second time would hide the changes since.
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
if (readReleasedVersion(readFileSync(releasedFile, 'utf8')) === version) {
  fail(`${releasedFile} has version ${version} already. Raise the version in package.json first.`);
} else {
  writeFileSync(releasedFile, writeReleased(version, readFileSync('schema.graphql', 'utf8')));
}
