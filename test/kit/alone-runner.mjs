import TestRunner from 'jest-runner';

/** Runs its test files one at a time, and, as jest takes its runners in turn, beside no others. */
export default class AloneRunner extends TestRunner {
  isSerial = true;
}
