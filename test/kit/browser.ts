import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import { makeOnce } from './start-browser.ts';

const hasBrowser =
  Boolean(process.env.CHROMIUM_PATH) || (process.platform === 'linux' && process.arch === 'x64');

/** A `describe` for tests that need a browser; skipped where there is none, with the reason in the title. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (hasBrowser) describe(title, tests);
  else {
    const reason = 'set CHROMIUM_PATH to a Chromium: the one from npm needs Linux on x64';
    // eslint-disable-next-line no-restricted-syntax
    describe.skip(`${title} (${reason})`, tests);
  }
}

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the page as `npm run build` does, once for a run of npm test. @returns its folder */
export async function buildDashboard(): Promise<string> {
  return makeOnce('dashboard', async (folder) => {
    const vite = join(project, 'node_modules/vite/bin/vite.js');
    const options = ['build', '--outDir', folder, '--logLevel', 'warn'];
    await run(process.execPath, [vite, ...options], { cwd: project });
  });
}
