import { z } from 'zod';
import type { EntityManager } from '../db/index.ts';
import { orDefault, validateInput } from '../kernel/index.ts';
import { claimKey, idempotencyKeySchema } from './claim-key.ts';
import type { WebhookWithSecret } from './create-webhook.ts';
import { lockWebhook, writeWebhook } from './find-webhook.ts';
import { createSecret, hintOf } from './secret.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import type { Webhook } from './webhook.entity.ts';

/** 7 days in seconds: long enough to roll out a new secret to every server. */
const keepSecondsMax = 604_800;

const keepError = `keepPreviousForSeconds must be a whole number from 0 to ${keepSecondsMax}.`;
const inputSchema = z.object({
  keepPreviousForSeconds: orDefault(
    z
      .int({ error: keepError })
      .min(0, { error: keepError })
      .max(keepSecondsMax, { error: keepError }),
    0,
  ),
  idempotencyKey: idempotencyKeySchema,
});

/** Input of `regenerateSecret`. */
export interface SecretChange {
  /** API id. */
  webhookId: string;
  keepPreviousForSeconds?: number | null;
  idempotencyKey?: string | null;
}

/**
 * Gives a webhook a new secret. The previous secret stops signing at once, because it may have leaked, or
 * signs too for `keepPreviousForSeconds`. A secret kept by an earlier call is dropped in both cases. A
 * repeated idempotency key changes nothing and returns the webhook without its secret.
 *
 * @throws UserError INVALID_INPUT, NOT_FOUND and CONFLICT.
 */
export async function regenerateSecret(
  dependencies: Pick<WebhookDependencies, 'secretBox' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId, ...input }: SecretChange,
): Promise<WebhookWithSecret> {
  const { keepPreviousForSeconds, idempotencyKey: key } = validateInput(inputSchema, input);
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    if (key != null) {
      const content = { webhookId, keepPreviousForSeconds };
      const operation = 'regenerateSecret';
      const claim = { workspaceId, operation, key, webhookId: webhook.id, content } as const;
      const { isRepeated } = await claimKey(transaction, claim);
      if (isRepeated) return { webhook: await writeWebhook(transaction, webhook), secret: null };
    }
    const secret = createSecret();
    replaceSecret(dependencies, webhook, secret, keepPreviousForSeconds);
    return { webhook: await writeWebhook(transaction, webhook), secret };
  });
}

function replaceSecret(
  { secretBox, clock }: Pick<WebhookDependencies, 'secretBox' | 'clock'>,
  webhook: Webhook,
  secret: string,
  keepSeconds: number,
): void {
  const now = clock.now();
  const isKept = keepSeconds > 0;
  webhook.previousSecret = isKept ? webhook.secret : null;
  webhook.previousSecretEndsAt = isKept ? new Date(now.getTime() + keepSeconds * 1000) : null;
  webhook.secret = secretBox.seal(secret, webhook.id);
  webhook.secretHint = hintOf(secret);
  webhook.secretCreatedAt = now;
}
