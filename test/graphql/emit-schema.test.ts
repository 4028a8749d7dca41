import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listResolverClasses } from '../../src/graphql/create-resolvers.ts';

/** Milliseconds: three processes that each read all the sources, on a busy machine. */
const startsMsMax = 120_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockaj-schema-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('npm run schema', () => {
  test(
    'writes the schema, accepts it unchanged, and fails when it has changed',
    async () => {
      const file = join(folder, 'schema.graphql');
      expect(await emitSchema()).toEqual({ code: 0, stderr: '' });
      expect(await readFile(file, 'utf8')).toContain('type Query {');
      expect(await emitSchema('--check')).toEqual({ code: 0, stderr: '' });
      await writeFile(file, '# edited by hand');
      const { code, stderr } = await emitSchema('--check');
      expect(code).toBe(1);
      expect(stderr).toContain('schema.graphql is out of date');
      expect(await readFile(file, 'utf8')).toBe('# edited by hand');
    },
    startsMsMax,
  );

  test('covers every resolver in the sources', async () => {
    const files = (await readdir('src', { recursive: true })).filter((file) =>
      file.endsWith('.resolver.ts'),
    );
    const texts = await Promise.all(files.map((file) => readFile(join('src', file), 'utf8')));
    const declared = texts.flatMap((text) =>
      [...text.matchAll(/^\s*(?:export )?class (\w+)/gm)].map(([, name]) => name),
    );
    expect(declared.length).toBeGreaterThanOrEqual(files.length);
    expect(
      listResolverClasses()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(declared.sort());
  });
});

function emitSchema(...options: string[]): Promise<{ code: number; stderr: string }> {
  const tsx = resolve('node_modules/.bin/tsx');
  const script = resolve('src/graphql/emit-schema.ts');
  const call = ['--tsconfig', resolve('tsconfig.json'), script, ...options];
  return new Promise((done) => {
    execFile(tsx, call, { cwd: folder }, (error, _stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, stderr }),
    );
  });
}
