import { afterCommit } from '../../src/db/index.ts';
import { createItem } from '../../src/inventory/items/create-item.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { startTestApp } from '../kit/app.ts';

// A node for the crash test that adds an item and dies partway. Arguments: database, workspace, and the
// moment of its death.
const [url = '', workspaceId = '', moment] = process.argv.slice(2);
const { app } = await startTestApp({ database: { url }, env: { LEASE_SECONDS: '3' } });
const dependencies = { publishEvents: app.publishEvents, clock: systemClock };
const input = { name: 'A lathe', quantityInStock: 1, minimumQuantity: 0 };

await app.database.em.fork().transactional(async (em) => {
  // Called before the dispatcher is told, since it listens first.
  if (moment === 'after-commit') afterCommit(em, { committed: die, discarded: () => undefined });
  await createItem(dependencies, em, workspaceId, input);
  if (moment === 'before-commit') die();
});
throw new Error('It outlived its change.');

/** Simulates a power cut: nothing runs afterwards. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
