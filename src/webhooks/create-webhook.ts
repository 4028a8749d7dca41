import { z } from 'zod';
import { newId, type EntityManager } from '../db/index.ts';
import { encodeId, IdPrefix, UserErrorCode, userError, validateInput } from '../kernel/index.ts';
import { lockWorkspace, webhookLimitOf, type Workspace } from '../workspaces/index.ts';
import { claimKey, conflict, idempotencyKeySchema } from './claim-key.ts';
import { countWebhooks, findWebhook } from './find-webhook.ts';
import { requirePlanWithWebhooks } from './require-plan.ts';
import { createSecret, hintOf } from './secret.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import {
  createSettingsSchema,
  type WebhookChanges,
  type WebhookSettings,
} from './webhook-settings.ts';
import { WebhookEntity, type Webhook } from './webhook.entity.ts';

/** A new webhook is given all settings but the timeout, which may be left out. */
export type NewWebhook = Omit<WebhookSettings, 'timeoutSeconds'> &
  Pick<WebhookChanges, 'timeoutSeconds'> & { idempotencyKey?: string | null };

/** A webhook with its new secret, which nobody can read again; null when an earlier call with the same key has shown it. */
export interface WebhookWithSecret {
  webhook: Webhook;
  secret: string | null;
}

/**
 * Makes a webhook. The plan's limit holds under any concurrency: it is decided while the workspace's
 * row is locked. A repeated idempotency key returns the webhook that it made, without its secret.
 *
 * @throws UserError for settings that are not allowed (all of them at once), PLAN_UPGRADE_REQUIRED
 * and PLAN_LIMIT_REACHED.
 */
export async function createWebhook(
  dependencies: Pick<WebhookDependencies, 'secretBox' | 'policy' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  input: NewWebhook,
): Promise<WebhookWithSecret> {
  const schema = createSettingsSchema(dependencies.policy);
  const { idempotencyKey: key, ...settings } = validateInput(
    schema.and(z.object({ idempotencyKey: idempotencyKeySchema })),
    input,
  );
  return em.transactional(async (transaction) => {
    const workspace = await lockWorkspace(transaction, workspaceId);
    // Under the lock, so that the order of the ids is the order in which the webhooks were made.
    const id = await newId(transaction);
    const made = key == null ? null : await findMade(transaction, workspaceId, id, key, settings);
    if (made) return { webhook: made, secret: null };
    await requireRoom(transaction, workspace);
    return insertWebhook(dependencies, transaction, workspaceId, id, settings);
  });
}

/** Claims the key; answers the webhook that an earlier call with it has made. */
async function findMade(
  em: EntityManager,
  workspaceId: string,
  id: string,
  key: string,
  content: WebhookSettings,
): Promise<Webhook | null> {
  const operation = 'createWebhook';
  const claim = await claimKey(em, {
    workspaceId,
    operation,
    key,
    webhookId: id,
    // The events are a set.
    content: { ...content, events: content.events.toSorted() },
  });
  if (!claim.isRepeated) return null;
  const made = await findWebhook(em, workspaceId, encodeId(IdPrefix.webhook, claim.webhookId));
  if (!made) throw conflict('The webhook that was made with this key has been deleted.');
  return made;
}

async function requireRoom(em: EntityManager, { id, plan }: Workspace): Promise<void> {
  requirePlanWithWebhooks(plan);
  const limit = webhookLimitOf(plan);
  if (limit === null || (await countWebhooks(em, id)) < limit) return;
  throw userError(
    UserErrorCode.PLAN_LIMIT_REACHED,
    `The plan ${plan} has room for ${limit} webhooks, and this workspace has as many. Delete one or change the plan.`,
  );
}

async function insertWebhook(
  { secretBox, clock }: Pick<WebhookDependencies, 'secretBox' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  id: string,
  settings: WebhookSettings,
): Promise<WebhookWithSecret> {
  const secret = createSecret();
  const webhook = em.create(WebhookEntity, {
    ...settings,
    id,
    workspaceId,
    secret: secretBox.seal(secret, id),
    secretHint: hintOf(secret),
    secretCreatedAt: clock.now(),
    suspended: false,
  });
  await em.flush();
  return { webhook, secret };
}
