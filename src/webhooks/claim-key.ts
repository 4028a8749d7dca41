import { z } from 'zod';
import { sql, type EntityManager } from '../db/index.ts';
import {
  hashContent,
  idempotencyKeyRule,
  isIdempotencyKey,
  UserErrorCode,
  userError,
} from '../kernel/index.ts';

/** Idempotency key of a call that returns a secret; null or missing if the caller sent none. */
export const idempotencyKeySchema = z
  .string()
  .refine(isIdempotencyKey, { error: idempotencyKeyRule })
  .nullish();

/** A key and the call that it belongs to. */
export interface KeyClaim {
  workspaceId: string;
  operation: 'createWebhook' | 'regenerateSecret';
  key: string;
  /** The webhook that the call creates or changes (UUID). */
  webhookId: string;
  content: unknown;
}

/**
 * Claims the key for a webhook in the caller's transaction. Of two concurrent calls with the same key, the
 * second waits until the first has committed.
 *
 * @returns the UUID of the webhook that the key belongs to; `isRepeated` if the key was already used in the
 * last 24 hours, and the webhook is then that of the earlier call
 * @throws UserError CONFLICT on `idempotencyKey` if it was used with different content
 */
export async function claimKey(
  em: EntityManager,
  { workspaceId, operation, key, webhookId, content }: KeyClaim,
): Promise<{ webhookId: string; isRepeated: boolean }> {
  const hash = hashContent(content);
  const claimed = await sql`
    insert into webhook_keys as known (workspace_id, operation, key, webhook_id, content_hash)
    values (${workspaceId}, ${operation}, ${key}, ${webhookId}::uuid, ${hash})
    on conflict (workspace_id, operation, key) do update
      set webhook_id = excluded.webhook_id, content_hash = excluded.content_hash, created_at = now()
      where known.created_at < now() - interval '24 hours'
    returning key
  `.execute(em.getKysely());
  if (claimed.rows.length > 0) return { webhookId, isRepeated: false };
  // The upsert has locked the row, so the key cannot be pruned before it is read.
  const { rows } = await sql<{ webhookId: string; hash: string }>`
    select webhook_id as "webhookId", content_hash as hash from webhook_keys
    where workspace_id = ${workspaceId} and operation = ${operation} and key = ${key}
  `.execute(em.getKysely());
  const [known] = rows;
  if (known?.hash !== hash)
    throw conflict('This key was used in the last 24 hours with different input.');
  return { webhookId: known.webhookId, isRepeated: true };
}

/** Deletes keys older than 24 hours. */
export async function pruneWebhookKeys(em: EntityManager): Promise<void> {
  await sql`delete from webhook_keys where created_at < now() - interval '24 hours'`.execute(
    em.getKysely(),
  );
}

/** Error returned for a repeated key: only the first call returned the secret. */
export const secretWasShown = {
  code: UserErrorCode.CONFLICT,
  message:
    'This key was already used in the last 24 hours, and that call returned the secret. If you did not receive it, call regenerateSecret without this key.',
  field: 'idempotencyKey',
  retryAfterSeconds: null,
};

export function conflict(message: string) {
  return userError(UserErrorCode.CONFLICT, message, 'idempotencyKey');
}
