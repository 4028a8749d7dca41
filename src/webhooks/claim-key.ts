import { z } from 'zod';
import { sql, type EntityManager } from '../db/index.ts';
import {
  hashContent,
  idempotencyKeyRule,
  isIdempotencyKey,
  UserErrorCode,
  userError,
} from '../kernel/index.ts';

/** The key of a call that shows a secret; null or left out when the caller gave none. */
export const idempotencyKeySchema = z
  .string()
  .refine(isIdempotencyKey, { error: idempotencyKeyRule })
  .nullish();

/** A key and what must come with it each time. */
export interface KeyClaim {
  workspaceId: string;
  operation: 'createWebhook' | 'regenerateSecret';
  key: string;
  /** The webhook that the call makes or changes (UUID). */
  webhookId: string;
  content: unknown;
}

/**
 * Claims the key for a webhook in the caller's transaction. Of two calls with the same key at once, the
 * second waits until the first has committed.
 *
 * @returns the UUID of the webhook that the key belongs to: another one than the claim's, or the same one
 * with `isRepeated`, when the key was used in the last 24 hours
 * @throws UserError CONFLICT on `idempotencyKey` when it was used with other content
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
  // The upsert has locked the row, so nobody can forget the key before it is read.
  const { rows } = await sql<{ webhookId: string; hash: string }>`
    select webhook_id as "webhookId", content_hash as hash from webhook_keys
    where workspace_id = ${workspaceId} and operation = ${operation} and key = ${key}
  `.execute(em.getKysely());
  const [known] = rows;
  if (known?.hash !== hash)
    throw conflict('This key was used in the last 24 hours with other input.');
  return { webhookId: known.webhookId, isRepeated: true };
}

/** Forgets keys after their 24 hours. */
export async function forgetWebhookKeys(em: EntityManager): Promise<void> {
  await sql`delete from webhook_keys where created_at < now() - interval '24 hours'`.execute(
    em.getKysely(),
  );
}

/** What the caller of a repeated key is told; the secret itself was shown by the first call. */
export const secretWasShown = {
  code: UserErrorCode.CONFLICT,
  message:
    'A call with this key has done this in the last 24 hours, and its answer showed the secret. If it did not reach you, call regenerateSecret without this key.',
  field: 'idempotencyKey',
  retryAfterSeconds: null,
};

export function conflict(message: string) {
  return userError(UserErrorCode.CONFLICT, message, 'idempotencyKey');
}
