import { z } from 'zod';
import type { EntityManager } from '../db/index.ts';
import { validateInput } from '../kernel/index.ts';
import type { WebhookWithSecret } from './create-webhook.ts';
import { lockWebhook } from './find-webhook.ts';
import { createSecret, hintOf } from './secret.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import type { Webhook } from './webhook.entity.ts';

/** Seconds, 7 days: time enough to bring a new secret to every server, and not for ever. */
const keepSecondsMax = 604_800;

const keepFault = `The previous secret is kept for a whole number of seconds from 0 to ${keepSecondsMax}.`;
const keepSchema = z.object({
  keepPreviousForSeconds: z
    .int({ error: keepFault })
    .min(0, { error: keepFault })
    .max(keepSecondsMax, { error: keepFault })
    .default(0),
});

/**
 * Gives a webhook a new secret. The previous one is cut at once (it may have leaked), unless it is
 * kept: then both sign for that many seconds. What was kept by an earlier call is dropped either way.
 *
 * @throws UserFault INVALID_INPUT and NOT_FOUND.
 */
export async function regenerateSecret(
  dependencies: Pick<WebhookDependencies, 'secretBox' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId, ...input }: { webhookId: string; keepPreviousForSeconds?: number },
): Promise<WebhookWithSecret> {
  const { keepPreviousForSeconds } = validateInput(keepSchema, input);
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    const secret = createSecret();
    replaceSecret(dependencies, webhook, secret, keepPreviousForSeconds);
    return { webhook, secret };
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
