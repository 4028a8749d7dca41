import { z } from 'zod';
import { newId, type EntityManager } from '../db/index.ts';
import { checkFilter, toJsonPath, type WebhookFilter, type GivenFilter } from '../filters/index.ts';
import {
  checkAll,
  encodeId,
  IdPrefix,
  orDefault,
  UserErrorCode,
  userError,
  validateInput,
} from '../kernel/index.ts';
import {
  lockWorkspace,
  readWorkspace,
  webhookLimitOf,
  type Workspace,
} from '../workspaces/index.ts';
import { checkLinkedSettings } from './check-settings.ts';
import { claimKey, conflict, idempotencyKeySchema } from './claim-key.ts';
import { countWebhooks, findWebhook } from './find-webhook.ts';
import { requirePlanWithWebhooks } from './plan-limit.ts';
import { createSecret, hintOf } from './secret.ts';
import { completeHeaders, storeHeaders, type CompleteHeader } from './headers/stored-headers.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { storeUrl } from './stored-url.ts';
import {
  createDefinitionSchema,
  type WebhookChanges,
  type WebhookDefinition,
} from './webhook-definition.ts';
import { WebhookEntity, type ShownWebhook } from './webhook.entity.ts';

/** A new webhook. Only the name, the URL and the events are required. */
export interface NewWebhook
  extends
    Pick<WebhookDefinition, 'name' | 'url' | 'events'>,
    Pick<WebhookChanges, 'format' | 'messageText' | 'timeoutSeconds' | 'description' | 'headers'> {
  /** The webhook begins paused: its deliveries wait for `resumeWebhook`. */
  isPaused?: boolean | null;
  /** Left out, null or empty: all events of the types. */
  filter?: GivenFilter | null;
  idempotencyKey?: string | null;
}

/** The checked input: all settings, and how the webhook begins. */
type Beginning = WebhookDefinition & {
  headers: CompleteHeader[];
  filter: WebhookFilter | null;
  isPaused: boolean;
};

/** A webhook with its new secret, shown only once; null if an earlier call with the same key returned it. */
export interface WebhookWithSecret {
  webhook: ShownWebhook;
  secret: string | null;
}

/**
 * Creates a webhook. The plan's limit holds under any concurrency, because it is checked while the
 * workspace's row is locked. A repeated idempotency key returns the existing webhook without its secret.
 *
 * @throws UserError listing every invalid setting, PLAN_UPGRADE_REQUIRED, PLAN_LIMIT_REACHED and CONFLICT. Settings are
 * compared with each other when each is valid by itself.
 */
export async function createWebhook(
  dependencies: Pick<WebhookDependencies, 'secretBox' | 'policy' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  input: NewWebhook,
): Promise<WebhookWithSecret> {
  const { idempotencyKey: key, ...settings } = checkInput(dependencies, input);
  return em.transactional(async (transaction) => {
    const workspace = await lockWorkspace(transaction, workspaceId);
    // Under the lock, so that ids are in order of creation.
    const id = await newId(transaction);
    const existing =
      key == null ? null : await claimForNew(transaction, workspaceId, id, key, settings);
    if (existing) return { webhook: existing, secret: null };
    await requireCapacity(transaction, workspace);
    return insertWebhook(dependencies, transaction, workspaceId, id, settings);
  });
}

/**
 * Makes every check of `createWebhook` and writes nothing. Ignores whether the idempotency key was used. The plan's limit
 * may be reached by another call before the webhook is created.
 *
 * @throws UserError as `createWebhook` does.
 */
export async function checkNewWebhook(
  dependencies: Pick<WebhookDependencies, 'policy'>,
  em: EntityManager,
  workspaceId: string,
  input: NewWebhook,
): Promise<void> {
  checkInput(dependencies, input);
  await requireCapacity(em, await readWorkspace(em, workspaceId));
}

function checkInput({ policy }: Pick<WebhookDependencies, 'policy'>, input: NewWebhook) {
  const rest = z.object({
    isPaused: orDefault(z.boolean(), false),
    idempotencyKey: idempotencyKeySchema,
  });
  const checked = validateInput(createDefinitionSchema(policy).and(rest), input);
  const [, headers, filter] = checkAll(
    () => checkLinkedSettings({ ...checked, isFormatGiven: input.format != null }, policy),
    () => completeHeaders(checked.headers, checked.format, [], neverOpened),
    () => checkFilter(input.filter ?? {}, checked.events),
  );
  return { ...checked, headers, filter };
}

function neverOpened(): never {
  throw new Error('A new webhook has no headers yet.');
}

/** Claims the key; returns the webhook created by an earlier call with the same key. */
async function claimForNew(
  em: EntityManager,
  workspaceId: string,
  id: string,
  key: string,
  content: Beginning,
): Promise<ShownWebhook | null> {
  const operation = 'createWebhook';
  const claim = await claimKey(em, {
    workspaceId,
    operation,
    key,
    webhookId: id,
    // The order of the events does not matter.
    content: { ...content, events: content.events.toSorted() },
  });
  if (!claim.isRepeated) return null;
  const existing = await findWebhook(em, workspaceId, encodeId(IdPrefix.webhook, claim.webhookId));
  if (!existing) throw conflict('The webhook created with this key has been deleted.');
  return existing;
}

async function requireCapacity(em: EntityManager, { id, plan }: Workspace): Promise<void> {
  requirePlanWithWebhooks(plan);
  const limit = webhookLimitOf(plan);
  if (limit === null || (await countWebhooks(em, id)) < limit) return;
  throw userError(
    UserErrorCode.PLAN_LIMIT_REACHED,
    `The plan ${plan} allows ${limit} webhooks, and this workspace has reached that limit. Delete one or change the plan.`,
  );
}

async function insertWebhook(
  { secretBox, clock }: Pick<WebhookDependencies, 'secretBox' | 'clock'>,
  em: EntityManager,
  workspaceId: string,
  id: string,
  { isPaused, description, filter, messageText, headers, ...settings }: Beginning,
): Promise<WebhookWithSecret> {
  const secret = createSecret();
  const webhook = em.create(WebhookEntity, {
    ...settings,
    ...storeUrl(secretBox, id, settings.format, settings.url),
    description: description || null,
    filter,
    filterPath: filter && toJsonPath(filter),
    messageText: messageText || null,
    headers: storeHeaders(secretBox, id, headers),
    pausedAt: isPaused ? clock.now() : null,
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
