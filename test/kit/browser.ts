import { describe } from '@jest/globals';

const hasBrowser =
  Boolean(process.env.CHROMIUM_PATH) || (process.platform === 'linux' && process.arch === 'x64');

/** A `describe` for tests that need a browser; skipped where there is none, with the reason in the title. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (hasBrowser) describe(title, tests);
  else {
    const reason = 'set CHROMIUM_PATH to a Chromium: the one from npm needs Linux on x64';
    // eslint-disable-next-line no-restricted-syntax -- the one skip, with its reason in the title
    describe.skip(`${title} (${reason})`, tests);
  }
}
