/** @type {import('jest').Config} */
const project = {
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/kit/global-setup.mjs',
  globalTeardown: '<rootDir>/test/kit/global-teardown.mjs',
};

/** Needs the whole machine, so it runs when all others are through. */
const chaos = 'test/chaos/chaos.test.ts';

/** @type {import('jest').Config} */
export default {
  projects: [
    { ...project, testPathIgnorePatterns: ['/node_modules/', chaos] },
    {
      ...project,
      testMatch: [`<rootDir>/${chaos}`],
      runner: '<rootDir>/test/kit/alone-runner.mjs',
    },
  ],
  // Tests that need each other's order fail sooner or later; the seed is printed.
  randomize: true,
  // Two cores, one PostgreSQL: more workers would wait for each other.
  maxWorkers: 2,
  // Milliseconds: a test that starts a server of its own needs seconds on a busy machine.
  testTimeout: 30_000,
};
