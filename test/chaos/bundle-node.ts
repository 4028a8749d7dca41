import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * A run starts hundreds of nodes, most for a few seconds. Compiled into one file, a node starts
 * with a fifth of the work. The compiler is the esbuild that tsx depends on.
 */
const script = fileURLToPath(new URL('./run-chaos-node.ts', import.meta.url));
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

/** Compiles a node's code into the folder. @returns the path of the script to run */
export async function bundleNode(folder: string): Promise<string> {
  const compiler = createRequire(requireHere.resolve('tsx'))('esbuild') as Compiler;
  await compiler.build({
    entryPoints: [script],
    outfile: join(folder, 'node.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'error',
    // type-graphql imports it only to validate classes.
    external: ['class-validator'],
    banner: {
      js: `import{createRequire as c}from'node:module';const require=c(${quote(script)});`,
    },
    plugins: [{ name: 'places', setup: keepPlaces }],
  });
  const entry = join(folder, 'start-node.mjs');
  const lines = [
    `import { enableCompileCache } from 'node:module';`,
    `enableCompileCache(${quote(join(folder, 'compiled'))});`,
    `await import('./node.mjs');`,
  ];
  await writeFile(entry, lines.join('\n'));
  return entry;
}

/** Keeps each file's import.meta.url, and keeps the driver external so that it can be watched. */
function keepPlaces(build: PluginBuild): void {
  build.onResolve({ filter: /^pg$/ }, ({ importer }) => {
    const library = dirname(createRequire(importer).resolve('pg'));
    return { path: join(library, '..', 'esm', 'index.mjs'), external: true };
  });
  build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const place = quote(pathToFileURL(path).href);
    const contents = (await readFile(path, 'utf8')).replaceAll('import.meta.url', place);
    return { contents, loader: 'ts' };
  });
}

function quote(text: string): string {
  return JSON.stringify(text);
}
