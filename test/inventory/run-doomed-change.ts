import { afterCommit } from '../../src/db/index.ts';
import { createItem } from '../../src/inventory/items/create-item.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { startTestApp } from '../kit/app.ts';

// A node that adds an item and dies on the way, for the test of crashes: on the database and in the
// workspace of the first two arguments, at the moment in the third.
const [url = '', workspaceId = '', moment] = process.argv.slice(2);
const { app } = await startTestApp({ database: { url }, env: { LEASE_SECONDS: '3' } });
const dependencies = { publishEvents: app.publishEvents, clock: systemClock };
const input = { name: 'A lathe', quantityInStock: 1, minimumQuantity: 0 };

await app.database.em.fork().transactional(async (em) => {
  // Told of the commit before the hand-off is, which listens from within the change.
  if (moment === 'before-hand-off') afterCommit(em, { committed: die, discarded: () => undefined });
  await createItem(dependencies, em, workspaceId, input);
  if (moment === 'before-commit') die();
});
throw new Error('It outlived its change.');

/** As a power cut would: nothing runs after it. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
