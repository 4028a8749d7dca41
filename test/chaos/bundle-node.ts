import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * Hundreds of nodes start in a run, most of them for some seconds. Compiled into one file they start
 * with a fifth of the work. The compiler is the one that tsx brings along, which runs the code elsewhere.
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

/** Compiles the code of a node into the folder. @returns the path of what is to be run */
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
    // type-graphql looks for it only where classes are to be validated.
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

/** Our files still know where they are, and the driver stays apart, so that it can be watched. */
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
