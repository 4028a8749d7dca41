import { sql, type EntityManager } from '../db/index.ts';
import { decodeId, IdPrefix, notFound, UserError } from '../kernel/index.ts';

/**
 * Checks that each API id is, or was, the id of a webhook of the workspace: deleted ones are found too.
 *
 * @param fieldOf returns the input field of the id at an index
 * @throws UserError NOT_FOUND for every other id
 */
export async function requireWebhooks(
  em: EntityManager,
  workspaceId: string,
  ids: readonly string[],
  fieldOf: (index: number) => string,
): Promise<void> {
  const uuids = ids.map((id) => decodeId(IdPrefix.webhook, id));
  const known = uuids.filter((uuid) => uuid !== null);
  const { rows } = await sql<{ id: string }>`
    select id from webhooks where workspace_id = ${workspaceId} and id = any(${known}::uuid[])
  `.execute(em.getKysely());
  const found = new Set(rows.map(({ id }) => id));
  const errors = uuids.flatMap((uuid, index) =>
    uuid !== null && found.has(uuid) ? [] : notFound('webhook', fieldOf(index)).errors,
  );
  if (errors.length > 0) throw new UserError(errors);
}
