import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  releasedFile as released,
  writeReleased,
} from '../../../src/graphql/contract/released-schema.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockaj-contract-'));
  await mkdir(join(folder, 'docs/released'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command of the folder `contract` beside the copies. */
function run(command: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = resolve(`src/graphql/contract/${command}.ts`);
  const call = ['--tsconfig', resolve('tsconfig.json'), script];
  return new Promise((done) => {
    execFile(resolve('node_modules/.bin/tsx'), call, { cwd: folder }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(join(folder, file), text);
}

test('a breaking change fails until it is released, and each version is released once', async () => {
  await write('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n');
  await write('package.json', '{ "version": "1.0.0" }');
  await write(released, writeReleased('1.0.0', 'type Query { a: Plan! } enum Plan { FREE }'));
  const schema = 'type Query { a: Plan } enum Plan { FREE PAID }';
  await write('schema.graphql', schema);
  const refused = await run('check-contract');
  expect(refused).toMatchObject({
    code: 1,
    stdout: 'Notice: PAID was added to enum type Plan.\n',
    stderr: expect.stringContaining('- `Query.a`: Query.a changed type from Plan! to Plan.\n'),
  });
  const again = await run('release-schema');
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('Raise the version') });
  await write('package.json', '{ "version": "1.1.0" }');
  expect((await run('check-contract')).stderr).toContain('is not the schema of version 1.1.0');
  expect(await run('release-schema')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await readFile(join(folder, released), 'utf8')).toBe(writeReleased('1.1.0', schema));
  expect(await run('check-contract')).toEqual({ code: 0, stdout: '', stderr: '' });
});
