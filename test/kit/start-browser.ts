import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { compiledVariable } from './script-arguments.ts';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));

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
 * @param place the folder into which it is unpacked, if it is not there yet
 */
export async function startBrowser(place?: string): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return chromium.launch({ executablePath: CHROMIUM_PATH, args: flags });
  const folder = await makeOnce('browser', unpackChromium, place);
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

/** Makes a folder for all test files of a run. Another worker may make the same at the same time. */
export async function makeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
  place = process.env[compiledVariable] ?? '',
): Promise<string> {
  const folder = join(place, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await make(unfinished);
  await rename(unfinished, folder).catch(() => undefined); // the other worker was faster
  return folder;
}
