import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../../src/app.ts';
import { createDraft } from '../drafts.ts';
import type { WriteReport } from './report.ts';

const pauseMs = 700;

/**
 * Publishes in its own transactions from time to time: one that rolls back, whose event must never
 * be seen, and one that commits around a savepoint that rolls back.
 */
export async function publishInNode(
  app: App,
  node: string,
  workspaceIds: readonly string[],
  report: WriteReport,
  signal: AbortSignal,
): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    const workspaceId = workspaceIds[n % workspaceIds.length] ?? '';
    const name = `${workspaceId}|${node}-${n}`;
    await rollBack(app, workspaceId, name).catch(() => undefined);
    const id = await commitAround(app, workspaceId, name).catch(() => undefined);
    const marker = `maybe|${name}`;
    const type = 'renter.updated';
    if (id) {
      report({ kind: 'accepted', event: { id, workspaceId, type, marker, at: Date.now() } });
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function rollBack(app: App, workspaceId: string, name: string): Promise<void> {
  await app.database.em.fork().transactional(async (em) => {
    await app.publishEvents(em, workspaceId, [createDraft('renter.created', `never|${name}`)]);
    throw new Error('rolled back');
  });
}

/** @returns the id of the committed event */
async function commitAround(app: App, workspaceId: string, name: string): Promise<string> {
  return app.database.em.fork().transactional(async (em) => {
    const stays = createDraft('renter.updated', `maybe|${name}`);
    const [event] = await app.publishEvents(em, workspaceId, [stays]);
    await em
      .transactional(async (inner) => {
        const goes = createDraft('renter.created', `never|${name}-savepoint`);
        await app.publishEvents(inner, workspaceId, [goes]);
        throw new Error('rolled back to the savepoint');
      })
      .catch(() => undefined);
    if (!event) throw new Error('An event was not published.');
    return event.id;
  });
}
