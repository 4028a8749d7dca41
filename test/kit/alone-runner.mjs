import TestRunner from 'jest-runner';

/** Runs its test files one at a time; jest runs its runners in turn, so no other test runs beside them. */
export default class AloneRunner extends TestRunner {
  isSerial = true;
}
