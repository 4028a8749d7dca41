import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { compiledVariable } from './script-arguments.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium: the one that CHROMIUM_PATH names, or the one in the npm package.
 *
 * @param folderOfRun where it is unpacked; that of the run of npm test when left out
 */
export async function startBrowser(folderOfRun?: string): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return chromium.launch({ executablePath: CHROMIUM_PATH, args: flags });
  const folder = await makeOnce('browser', unpackChromium, folderOfRun);
  const own = { executablePath: join(folder, 'chromium'), args: flags };
  const fonts = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const env = { ...process.env, ...fonts } as Record<string, string>;
  return chromium.launch({ ...own, env }).catch(() => {
    // A machine without a desktop lacks libraries that the package has for such machines.
    const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
    return chromium.launch({ ...own, env: { ...env, ...libraries } });
  });
}

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));

/** The package unpacks into TMPDIR, its libraries only if it believes to be in AWS Lambda. */
async function unpackChromium(folder: string): Promise<void> {
  const script =
    "import('@sparticuz/chromium').then(({ default: { executablePath } }) => executablePath())";
  const lambda = { AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x` };
  await mkdir(folder);
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: project,
    env: { ...process.env, ...lambda, TMPDIR: folder },
  });
  const dir = join(folder, '../browser/fonts');
  await writeFile(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${dir}</dir><cachedir>${dir}/cache</cachedir></fontconfig>`,
  );
}

/** Builds the dashboard as `npm run build` does, once for a run of npm test. @returns its folder */
export async function buildDashboard(): Promise<string> {
  return makeOnce('dashboard', async (folder) => buildPage('production', folder));
}

/** Builds the explorer in the same way. @returns its folder */
export async function buildExplorer(): Promise<string> {
  return makeOnce('explorer', async (folder) => buildPage('explorer', folder));
}

async function buildPage(mode: string, folder: string): Promise<void> {
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--mode', mode, '--outDir', folder, '--logLevel', 'warn'];
  // jest sets NODE_ENV to test, and Vite would build a page for developers.
  const env = { ...process.env, NODE_ENV: 'production' };
  await run(process.execPath, [vite, ...options], { cwd: project, env });
}

/** Makes a folder for all test files of a run. Another worker may make the same at the same time. */
async function makeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
  folderOfRun = process.env[compiledVariable] ?? '',
): Promise<string> {
  const folder = join(folderOfRun, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await make(unfinished);
  await rename(unfinished, folder).catch(() => undefined); // the other worker was faster
  return folder;
}
