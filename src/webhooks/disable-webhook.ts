import { sql } from '../db/index.ts';
import type { EntityManager } from '../db/index.ts';
import type { DisabledReason } from './webhook-status.ts';

/**
 * Disables a webhook for what its receiver did. Nothing happens when it is disabled already (the
 * first reason stays) or deleted. `webhookId` is the UUID.
 */
export async function disableWebhook(
  em: EntityManager,
  webhookId: string,
  reason: DisabledReason,
): Promise<void> {
  await sql`
    update webhooks
    set disabled_at = now(), disabled_reason = ${reason}, updated_at = now()
    where id = ${webhookId} and disabled_at is null and deleted_at is null
  `.execute(em.getKysely());
}
