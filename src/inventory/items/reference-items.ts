import { sql, type EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound, UserError } from '../../kernel/index.ts';

/**
 * The UUIDs of the items that the API calls `ids`, in their order. Until the caller's transaction ends
 * none of them can be deleted; everything else about them may change (`for key share`).
 *
 * @param fieldOf the field that names the id at this place
 * @throws UserError NOT_FOUND for every id that is no item of the workspace.
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
