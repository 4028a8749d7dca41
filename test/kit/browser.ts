import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';
import { compiledVariable } from './script-arguments.ts';

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

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium: the one that CHROMIUM_PATH names, or the one in the npm package. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || (await chromium.executablePath());
  return playwright.launch({ executablePath, args: flags });
}

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the page as `npm run build` does, once for a run of npm test. @returns its folder */
export async function buildDashboard(): Promise<string> {
  const folder = join(process.env[compiledVariable] ?? '', 'dashboard');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`; // another worker may build the same
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  await run(process.execPath, [vite, 'build', '--outDir', unfinished, '--logLevel', 'warn'], {
    cwd: project,
  });
  await rename(unfinished, folder).catch(() => undefined); // the other worker was faster
  return folder;
}
