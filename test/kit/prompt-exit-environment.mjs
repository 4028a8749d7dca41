import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const { createContext } = vm;
let isPrepared = false;

/**
 * Node's usual environment, in a worker process that exits promptly. After many test files a worker holds
 * over 1 GB, and freeing that takes longer than the 500 ms after which jest kills the worker and warns of
 * a leak. process.exit() frees nothing. Only an idle worker gets here: one with open handles is still
 * killed with the warning.
 *
 * Its globals are an ordinary object. Jest makes them a Proxy, to clear at the end what a file has added;
 * each use of `Promise` or `Buffer` calls it, a tenth of the CPU time of a test.
 */
export default class PromptExitEnvironment extends TestEnvironment {
  constructor(config, context) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
    if (isPrepared || process.send === undefined) return; // a child process has `send`
    isPrepared = true;
    process.once('beforeExit', () => process.exit());
  }
}
