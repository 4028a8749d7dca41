import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Compiled into one file, a script of ours starts with a fifth of the work. The compiler is the esbuild
 * that tsx depends on.
 */
const requireHere = createRequire(import.meta.url);

interface Compiler {
  build(options: object): Promise<unknown>;
}

interface PluginBuild {
  onResolve(
    options: { filter: RegExp },
    resolve: (from: { importer: string }) => { path: string; external: true },
  ): void;
  onLoad(
    options: { filter: RegExp },
    load: (file: { path: string }) => Promise<{ contents: string; loader: 'ts' }>,
  ): void;
}

/** A plugin of esbuild. */
export interface Plugin {
  name: string;
  setup(build: PluginBuild): void;
}

/** Compiles a script with all it imports into one file. */
export async function compileScript(
  script: string,
  outfile: string,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  const compiler = createRequire(requireHere.resolve('tsx'))('esbuild') as Compiler;
  await compiler.build({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'error',
    // type-graphql imports it only to validate classes.
    external: ['class-validator'],
    banner: {
      js: `import{createRequire as c}from'node:module';const require=c(${JSON.stringify(script)});`,
    },
    plugins: [...plugins, { name: 'places', setup: keepPlaces }],
  });
}

/** Keeps where each file believes to be. */
function keepPlaces(build: PluginBuild): void {
  build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const contents = (await readFile(path, 'utf8'))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
    return { contents, loader: 'ts' };
  });
}
