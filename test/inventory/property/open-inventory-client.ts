import { randomUUID } from 'node:crypto';
import type { App } from '../../../src/app.ts';
import { sql } from '../../../src/db/index.ts';
import type { Call } from './call.ts';
import { createInventoryClient, type InventoryClient } from './inventory-client.ts';

/** Creates a few shared objects. */
export const opening: readonly Call[] = [
  { operation: 'createItem', input: { name: 'Drill', quantityInStock: 4, minimumQuantity: 2 } },
  { operation: 'createItem', input: { name: 'Saw', quantityInStock: 3, minimumQuantity: 1 } },
  { operation: 'createRenter', input: { name: 'Ada' } },
  {
    operation: 'createRent',
    input: {
      renterId: 'renter 0',
      lines: [
        { itemId: 'item 0', quantity: 1 },
        { itemId: 'item 1', quantity: 1 },
      ],
      startsAt: new Date(Date.UTC(2026, 11, 1)),
      endsAt: new Date(Date.UTC(2026, 11, 8)),
    },
  },
];

/** Opens a client in a new workspace. @param foreignIds ids of another workspace that steps may use */
export async function openInventoryClient(
  app: App,
  foreignIds: readonly string[] = [],
): Promise<InventoryClient> {
  const workspaceId = `run-${randomUUID()}`;
  await sql`insert into workspaces (id, name, plan) values (${workspaceId}, 'A run', 'FREE')`.execute(
    app.database.em.fork().getKysely(),
  );
  return createInventoryClient(app, workspaceId, foreignIds);
}

/** Runs these steps one after the other. @returns the ids of their objects */
export async function takeSteps(
  client: InventoryClient,
  steps: readonly Call[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const step of steps) {
    const answer = await client.ask(client.resolve(step));
    if ('id' in answer && answer.id !== null) ids.push(answer.id);
  }
  return ids;
}
