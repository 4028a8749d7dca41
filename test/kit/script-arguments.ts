import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileScript } from './compile-script.ts';

/** Set by the run's global setup: the folder of the compiled scripts. */
export const compiledVariable = 'STOCKAJ_TEST_COMPILED';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Arguments of `node` that run a script as the scripts of `package.json` do. */
export function plainArguments(script: string): string[] {
  return ['--import', 'tsx', join(project, script)];
}

/**
 * Arguments of `node` that run a script of the project. In a run of npm test the first call for a script
 * compiles it, because loading its sources costs a second and more at each start.
 *
 * @param script its path in the project
 */
export async function scriptArguments(script: string): Promise<string[]> {
  const folder = process.env[compiledVariable];
  if (!folder) return plainArguments(script);
  const file = join(folder, `${script.replaceAll('/', '-')}.mjs`);
  if (!existsSync(file)) {
    const unfinished = `${file}.${process.pid}`; // another worker may compile the same
    await compileScript(join(project, script), unfinished);
    await rename(unfinished, file);
  }
  // Node hides deprecations only inside node_modules, and compiled libraries are outside.
  return ['--disable-warning=DEP0169', file];
}
