import { newId } from '../db/index.ts';
import type { EntityManager } from '../db/index.ts';
import { UserErrorCode, userFault, validateInput } from '../kernel/index.ts';
import { lockWorkspace, webhookLimitOf } from '../workspaces/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { countWebhooks } from './find-webhook.ts';
import { requirePlanWithWebhooks } from './require-plan.ts';
import { createSecret, hintOf } from './secret.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { createSettingsSchema } from './webhook-settings.ts';
import type { WebhookChanges, WebhookSettings } from './webhook-settings.ts';
import { WebhookEntity } from './webhook.entity.ts';
import type { Webhook } from './webhook.entity.ts';

/** A new webhook is given all settings but the timeout, which may be left out. */
export type NewWebhook = Omit<WebhookSettings, 'timeoutSeconds'> &
  Pick<WebhookChanges, 'timeoutSeconds'>;

/** A webhook with its new secret, which nobody can read again. */
export interface WebhookWithSecret {
  webhook: Webhook;
  secret: string;
}

/**
 * Makes a webhook. The plan's limit holds under any concurrency: it is decided while the workspace's
 * row is locked.
 *
 * @throws UserFault for settings that are not allowed (all of them at once), PLAN_UPGRADE_REQUIRED
 * and PLAN_LIMIT_REACHED.
 */
export async function createWebhook(
  dependencies: Pick<WebhookDependencies, 'secretBox' | 'policy' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  input: NewWebhook,
): Promise<WebhookWithSecret> {
  const settings = validateInput(createSettingsSchema(dependencies.policy), input);
  return em.transactional(async (transaction) => {
    await requireRoom(transaction, await lockWorkspace(transaction, workspaceId));
    return insertWebhook(dependencies, transaction, workspaceId, settings);
  });
}

async function requireRoom(em: EntityManager, { id, plan }: Workspace): Promise<void> {
  requirePlanWithWebhooks(plan);
  const limit = webhookLimitOf(plan);
  if (limit === null || (await countWebhooks(em, id)) < limit) return;
  throw userFault(
    UserErrorCode.PLAN_LIMIT_REACHED,
    `The plan ${plan} has room for ${limit} webhooks, and this workspace has as many. Delete one or change the plan.`,
  );
}

async function insertWebhook(
  { secretBox, clock }: Pick<WebhookDependencies, 'secretBox' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  settings: WebhookSettings,
): Promise<WebhookWithSecret> {
  // Under the lock, so that the order of the ids is the order in which the webhooks were made.
  const id = await newId(em);
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
