import { LockMode } from '@mikro-orm/core';
import { sql, type EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound, UserError } from '../../kernel/index.ts';
import { ItemEntity, type Item } from './item.entity.ts';

/** Finds the workspace's items among these UUIDs in one query, by UUID. */
export async function findItems(
  em: EntityManager,
  workspaceId: string,
  uuids: readonly string[],
): Promise<Map<string, Item>> {
  const items = await em.find(ItemEntity, { id: { $in: [...new Set(uuids)] }, workspaceId });
  return new Map(items.map((item) => [item.id, item]));
}

/**
 * Reads an item by its API id and locks it until the caller's transaction ends.
 *
 * @throws UserError NOT_FOUND on `itemId`, also for an item of another workspace.
 */
export async function lockItem(em: EntityManager, workspaceId: string, id: string): Promise<Item> {
  const uuid = decodeId(IdPrefix.item, id);
  const [item] = uuid === null ? [] : await lockItems(em, workspaceId, [uuid]);
  if (!item) throw notFound('item', 'itemId');
  return item;
}

/** The same for several UUIDs. Locks them in order of their ids; this prevents deadlocks. */
export async function lockItems(
  em: EntityManager,
  workspaceId: string,
  uuids: readonly string[],
): Promise<Item[]> {
  const where = { id: { $in: [...uuids] }, workspaceId };
  const options = {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    orderBy: { id: 'asc' },
    refresh: true,
  } as const;
  return em.find(ItemEntity, where, options);
}

/**
 * Converts API ids of items into UUIDs, in the same order. The items cannot be deleted until the caller's
 * transaction ends; their other columns may still change (`for key share`).
 *
 * @param fieldOf returns the input field of the id at an index
 * @throws UserError NOT_FOUND for every id that is not an item of the workspace.
 */
export async function referenceItems(
  em: EntityManager,
  workspaceId: string,
  ids: readonly string[],
  fieldOf: (index: number) => string,
): Promise<string[]> {
  const uuids = ids.map((id) => decodeId(IdPrefix.item, id));
  const known = uuids.filter((uuid) => uuid !== null);
  const { rows } = await sql<{ id: string }>`
    select id from items where workspace_id = ${workspaceId} and id = any(${known}::uuid[])
    order by id for key share
  `.execute(em.getKysely());
  const found = new Set(rows.map((row) => row.id));
  const errors = uuids.flatMap((uuid, index) =>
    uuid !== null && found.has(uuid) ? [] : notFound('item', fieldOf(index)).errors,
  );
  if (errors.length > 0) throw new UserError(errors);
  return known;
}
