import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ConcreteRequest, ReaderFragment } from 'relay-runtime';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
/** The path of the program for this machine; null if the package has none. */
const compiler = require('relay-compiler') as string | null;
const schema = join(import.meta.dirname, '../../../schema.graphql');

/** The result of the compiler. */
export interface Compiled {
  has(name: string): boolean;
  operation(name: string): ConcreteRequest;
  fragment(name: string): ReaderFragment;
}

/** Why this machine cannot run Relay's compiler; null if it can. */
export async function findCompilerProblem(): Promise<string | null> {
  if (compiler === null) return `Relay has no compiler for ${process.platform} ${process.arch}.`;
  return run(compiler, ['--version']).then(
    () => null,
    (error: unknown) => String(error),
  );
}

/**
 * Compiles sources with `graphql` literals against `schema.graphql`, in a folder that is removed at once.
 *
 * @param sources the text by the name of its module, with which the names of its documents begin
 * @throws Error with what the compiler says of a wrong document
 */
export async function compileRelay(sources: Record<string, string>): Promise<Compiled> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-'));
  try {
    await mkdir(join(folder, 'src'));
    await mkdir(join(folder, 'made'));
    for (const [name, text] of Object.entries(sources)) {
      await writeFile(join(folder, 'src', `${name}.js`), text);
    }
    const config = {
      ...{ src: './src', schema, language: 'javascript', artifactDirectory: './made' },
      eagerEsModules: false,
    };
    await writeFile(join(folder, 'relay.config.json'), JSON.stringify(config));
    await compile(folder);
    return await readArtifacts(join(folder, 'made'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compile(folder: string): Promise<void> {
  const options = ['relay.config.json', '--noWatchman', '--output', 'quiet-with-errors'];
  await run(compiler!, options, { cwd: folder }).catch((error: unknown) => {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}${stderr}`, { cause: error });
  });
}

/** Loads all files at once, as the folder is removed. */
async function readArtifacts(folder: string): Promise<Compiled> {
  const artifacts = new Map<string, unknown>();
  for (const file of await readdir(folder)) {
    artifacts.set(file.replace('.graphql.js', ''), require(join(folder, file)));
  }
  const find = (name: string): unknown => {
    const artifact = artifacts.get(name);
    if (artifact === undefined) throw new Error(`The compiler has not made ${name}.`);
    return artifact;
  };
  return {
    has: (name) => artifacts.has(name),
    operation: (name) => find(name) as ConcreteRequest,
    fragment: (name) => find(name) as ReaderFragment,
  };
}
