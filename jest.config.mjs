/** @type {import('jest').Config} */
const project = {
  rootDir: '.',
  testEnvironment: '<rootDir>/test/kit/prompt-exit-environment.mjs',
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
  reporters: [
    'default',
    '<rootDir>/test/kit/count-reporter.mjs',
    '<rootDir>/test/kit/slowest-reporter.mjs',
  ],
  // Tests that need each other's order fail sooner or later; the seed is printed.
  randomize: true,
  testSequencer: '<rootDir>/test/kit/slowest-first-sequencer.mjs',
  // For two cores: many files wait more than they compute. More would share one PostgreSQL and its connections.
  maxWorkers: 3,
  // What the modules of a test file take is never given back, 2 GB in the end: a new worker takes over before.
  workerIdleMemoryLimit: '1GB',
  // Milliseconds: no measure of speed, only for what never ends. A test that starts processes of its own
  // needs a minute on a busy machine.
  testTimeout: 150_000,
};
