import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileScript, type Plugin } from '../kit/compile-script.ts';

/* A run starts hundreds of nodes, most for a few seconds. */
const script = fileURLToPath(new URL('./run-chaos-node.ts', import.meta.url));

/** Keeps the driver external, so that it can be watched. */
const externalDriver: Plugin = {
  name: 'driver',
  setup(build) {
    build.onResolve({ filter: /^pg$/ }, ({ importer }) => {
      const library = dirname(createRequire(importer).resolve('pg'));
      return { path: join(library, '..', 'esm', 'index.mjs'), external: true };
    });
  },
};

/** Compiles a node's code into the folder. @returns the path of the script to run */
export async function bundleNode(folder: string): Promise<string> {
  await compileScript(script, join(folder, 'node.mjs'), [externalDriver]);
  const entry = join(folder, 'start-node.mjs');
  const lines = [
    `import { enableCompileCache } from 'node:module';`,
    `enableCompileCache(${JSON.stringify(join(folder, 'compiled'))});`,
    `await import('./node.mjs');`,
  ];
  await writeFile(entry, lines.join('\n'));
  return entry;
}
