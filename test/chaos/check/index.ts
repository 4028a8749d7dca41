import type { Book, Journal, Violation } from '../journal.ts';
import { checkAcceptedEvents } from './accepted-events.ts';
import { checkAttempts } from './attempts.ts';
import { checkCounters } from './counters.ts';
import { indexBook } from './index-book.ts';
import { checkSecrets } from './secrets.ts';
import { checkClosedGates } from './closed-gates.ts';
import { checkStops } from './stops.ts';
import { checkTenants } from './tenants.ts';

export { secretTexts } from './secrets.ts';

const checks = [
  checkAcceptedEvents,
  checkAttempts,
  checkClosedGates,
  checkTenants,
  checkSecrets,
  checkCounters,
  checkStops,
];

/** Compares the run's observations with the service's final data. @returns every broken promise */
export function checkPromises(journal: Journal, book: Book): Violation[] {
  const evidence = indexBook(journal, book);
  return [...journal.observed, ...checks.flatMap((check) => check(evidence))];
}
