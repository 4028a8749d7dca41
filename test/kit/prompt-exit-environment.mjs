import { TestEnvironment } from 'jest-environment-node';

let isPrepared = false;

/**
 * Node's usual environment, in a worker process that exits promptly. After many test files a worker holds
 * over 1 GB, and freeing that takes longer than the 500 ms after which jest kills the worker and warns of
 * a leak. process.exit() frees nothing. Only an idle worker gets here: one with open handles is still
 * killed with the warning.
 */
export default class PromptExitEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    if (isPrepared || process.send === undefined) return; // a child process has `send`
    isPrepared = true;
    process.once('beforeExit', () => process.exit());
  }
}
