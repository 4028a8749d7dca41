import { checkCatalogue } from './check-catalogue.ts';
import { checkQuantities, checkReasons, checkTimes } from './check-changes.ts';
import { checkLowStock } from './check-low-stock.ts';
import { checkPrevious } from './check-previous.ts';
import { checkReferences } from './check-references.ts';
import { checkStock } from './check-stock.ts';
import { checkTransactions } from './check-transactions.ts';
import { checkVersions } from './check-versions.ts';
import type { Trace } from './read-trace.ts';
import { checkRebuilt } from './rebuild-objects.ts';

/** Invariants of every trace, by the name shown when one is broken. */
const invariants: Readonly<Record<string, (trace: Trace) => void>> = {
  'stock equals the pieces added minus those in ACTIVE rents': checkStock,
  'no quantity is ever negative': checkQuantities,
  'an open rent has its renter and its items': checkReferences,
  'a version rises by exactly one with each update': checkVersions,
  'a row is updated only when something changed': checkReasons,
  'updatedAt is the time of the last change': checkTimes,
  'the events rebuild exactly the rows': checkRebuilt,
  'item.low_stock reports each crossing once': checkLowStock,
  'the previous values are those of exactly the changed fields': checkPrevious,
  'each change has its one event, in its transaction': checkTransactions,
  'every event is valid against the catalogue': checkCatalogue,
};

/**
 * Checks every invariant, even if another is broken.
 *
 * @throws Error that begins with the names of the broken invariants
 */
export function checkTrace(trace: Trace): void {
  const broken = Object.entries(invariants).flatMap(([name, check]) => {
    try {
      check(trace);
      return [];
    } catch (error) {
      return [{ name, detail: (error as Error).message }];
    }
  });
  if (broken.length === 0) return;
  const names = broken.map(({ name }) => `Broken: ${name}.`);
  const details = broken.map(({ name, detail }) => `\n${name}:\n${detail}`);
  throw new Error([...names, ...details].join('\n'));
}
