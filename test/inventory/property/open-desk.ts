import { randomUUID } from 'node:crypto';
import type { App } from '../../../src/app.ts';
import { sql } from '../../../src/db/index.ts';
import type { Call } from './call.ts';
import { createDesk, type Desk } from './desk.ts';

/** A few objects to collide on. */
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

/** A desk in a new workspace. @param strangers ids of another workspace, which steps may come upon */
export async function openDesk(app: App, strangers: readonly string[] = []): Promise<Desk> {
  const workspaceId = `run-${randomUUID()}`;
  await sql`insert into workspaces (id, name, plan) values (${workspaceId}, 'A run', 'FREE')`.execute(
    app.database.em.fork().getKysely(),
  );
  return createDesk(app, workspaceId, strangers);
}

/** Takes these steps one after the other. @returns the ids of their objects */
export async function takeSteps(desk: Desk, steps: readonly Call[]): Promise<string[]> {
  const ids: string[] = [];
  for (const step of steps) {
    const answer = await desk.ask(desk.resolve(step));
    if ('id' in answer && answer.id !== null) ids.push(answer.id);
  }
  return ids;
}
