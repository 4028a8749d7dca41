import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../../kernel/index.ts';
import { ItemEntity, type Item } from './item.entity.ts';

/** Those of these UUIDs that are items of the workspace, by UUID, in one statement. */
export async function findItems(
  em: EntityManager,
  workspaceId: string,
  uuids: readonly string[],
): Promise<Map<string, Item>> {
  const items = await em.find(ItemEntity, { id: { $in: [...new Set(uuids)] }, workspaceId });
  return new Map(items.map((item) => [item.id, item]));
}

/**
 * The item that the API calls `id`, as it is now and locked until the caller's transaction ends.
 *
 * @throws UserError NOT_FOUND on `itemId`, also for what belongs to another workspace.
 */
export async function lockItem(em: EntityManager, workspaceId: string, id: string): Promise<Item> {
  const uuid = decodeId(IdPrefix.item, id);
  const [item] = uuid === null ? [] : await lockItems(em, workspaceId, [uuid]);
  if (!item) throw notFound('item', 'itemId');
  return item;
}

/** The same for several UUIDs. Locked in the order of their ids, so that two callers never wait for each other. */
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
