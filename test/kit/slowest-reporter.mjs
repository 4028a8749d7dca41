import { relative } from 'node:path';

/** Files in the list. */
const filesMax = 10;

/** Prints the slowest test files of a run, with the seconds each took; nothing for a single file. */
export default class SlowestReporter {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    if (testResults.length < 2) return;
    const lines = testResults
      .map(({ testFilePath, perfStats }) => ({ testFilePath, ms: perfStats.runtime }))
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, filesMax)
      .map(({ testFilePath, ms }) => this.describe(testFilePath, ms));
    process.stdout.write(`\nSlowest files:\n${lines.join('\n')}\n`);
  }

  describe(testFilePath, ms) {
    return `${(ms / 1_000).toFixed(1).padStart(7)} s  ${relative(this.rootDir, testFilePath)}`;
  }
}
