import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '../db/index.ts';
import { checkFilter, toJsonPath, type WebhookFilter, type GivenFilter } from '../filters/index.ts';
import { checkAll, UserErrorCode, userError, validateInput } from '../kernel/index.ts';
import { lockWebhook, writeWebhook } from './find-webhook.ts';
import { completeHeaders, storeHeaders, type StoredHeader } from './headers/stored-headers.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import type { HeaderSetting } from './headers/header-schema.ts';
import { checkLinkedSettings, type LinkedSettings } from './check-settings.ts';
import { openUrl, storeUrl, type StoredUrl } from './stored-url.ts';
import { createChangesSchema, type WebhookChanges } from './webhook-definition.ts';
import { WebhookFormat } from './webhook-format.ts';
import type { ShownWebhook, Webhook } from './webhook.entity.ts';

/** Input of `updateWebhook`. */
export interface WebhookUpdate extends WebhookChanges {
  /** API id. */
  webhookId: string;
  /** The revision that the caller has seen; the update fails if it is not the present one. Left out: any. */
  version?: number | null;
  /** Left out or null: stays the same, but must suit the events. Empty: removed. */
  filter?: GivenFilter | null;
  /** Checks everything and changes nothing. */
  dryRun?: boolean | null;
}

/**
 * Changes settings; a setting that is left out or null stays the same. A new URL clears `failingSince` and
 * the cool-down, because they belong to the previous receiver. Deliveries published, resent or retried
 * after this call use the new settings; those already in a node's memory use them within a second.
 *
 * @returns the webhook after the change; unchanged in a dry run
 * @throws UserError listing every invalid setting, NOT_FOUND, and CONFLICT on `version`. Settings are compared with each
 * other when each is valid by itself.
 */
export async function updateWebhook(
  dependencies: Pick<WebhookDependencies, 'policy' | 'secretBox'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId, version, dryRun, filter: given, ...input }: WebhookUpdate,
): Promise<ShownWebhook> {
  const changes = validateInput(createChangesSchema(dependencies.policy), input);
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    if (version != null) requireRevision(webhook, version);
    const [url, headers, filter] = checkAll(
      () => decideUrl(dependencies, webhook, changes),
      () => decideHeaders(dependencies, webhook, changes),
      () => decideFilter(webhook, given ?? null, changes.events ?? null),
    );
    if (!dryRun) applyChanges(webhook, { ...changes, ...url, filter, headers });
    return writeWebhook(transaction, webhook);
  });
}

function requireRevision({ revision }: Webhook, seen: number): void {
  if (revision === seen) return;
  const message = `The webhook has changed: its version is ${revision}. Read it again, then repeat the update.`;
  throw userError(UserErrorCode.CONFLICT, message, 'version');
}

/** The URL and the format after the change, as the row has them. The row keeps its own if nothing of them changes. */
type UrlChange = StoredUrl & { format: WebhookFormat; isNewUrl: boolean };

/** @throws UserError INVALID_INPUT on `format` or `url` if they do not suit each other */
function decideUrl(
  { policy, secretBox }: Pick<WebhookDependencies, 'policy' | 'secretBox'>,
  webhook: Webhook,
  changes: WebhookChanges,
): UrlChange {
  const { id, url: shownUrl } = webhook;
  const sealedUrl = webhook.sealedUrl ?? null;
  const format = changes.format ?? webhook.format;
  const present = openUrl(secretBox, id, { url: shownUrl, sealedUrl });
  // A form may send the masked URL back as it read it.
  const given = sealedUrl !== null && changes.url === shownUrl ? null : (changes.url ?? null);
  const url = given ?? present;
  const isNewUrl = url !== present;
  if (format === WebhookFormat.JSON && sealedUrl !== null && given === null) {
    const message = 'The URL of a JSON webhook can be read, so enter the one that it is to have.';
    throw userError(UserErrorCode.INVALID_INPUT, message, 'url');
  }
  if (isLinkedChange({ ...changes, isNewUrl })) {
    // A JSON webhook keeps its format without a choice, unless it gets another URL.
    const isFormatGiven = format !== WebhookFormat.JSON || changes.format != null || !isNewUrl;
    checkLinkedSettings({ ...completeLinked(webhook, changes), url, isFormatGiven }, policy);
  }
  const isSame = !isNewUrl && format === webhook.format;
  const stored = isSame ? { url: shownUrl, sealedUrl } : storeUrl(secretBox, id, format, url);
  return { ...stored, format, isNewUrl };
}

/** Whether the change is one of settings that must suit each other. Others stay possible when a rule has changed since. */
function isLinkedChange({ isNewUrl, format, events, messageText }: LinkedChange): boolean {
  return isNewUrl || format != null || events != null || messageText != null;
}
type LinkedChange = Pick<WebhookChanges, 'format' | 'events' | 'messageText'> & {
  isNewUrl: boolean;
};

function completeLinked(
  webhook: Webhook,
  changes: WebhookChanges,
): Pick<LinkedSettings, 'format' | 'events' | 'messageText'> {
  return {
    format: changes.format ?? webhook.format,
    events: changes.events ?? webhook.events,
    messageText: changes.messageText ?? webhook.messageText ?? '',
  };
}

/**
 * A secret value stays only while requests go to the same origin: nobody can read it by a change of the URL.
 *
 * @throws UserError INVALID_INPUT if a value is missing, or if the format sends no headers
 */
function decideHeaders(
  { secretBox }: Pick<WebhookDependencies, 'secretBox'>,
  webhook: Webhook,
  changes: WebhookChanges,
): readonly StoredHeader[] {
  const { id, headers: present } = webhook;
  const format = changes.format ?? webhook.format;
  const staysThere = format === WebhookFormat.JSON && !leadsElsewhere(webhook, changes);
  const given = changes.headers ?? (staysThere ? null : present.map(toSetting));
  if (given === null) return present;
  const open = (sealed: string) => secretBox.open(sealed, id);
  const known = staysThere ? present : present.filter((header) => 'value' in header);
  return storeHeaders(secretBox, id, completeHeaders(given, format, known, open));
}

function leadsElsewhere({ url: present }: Webhook, { url }: WebhookChanges): boolean {
  return url != null && new URL(url).origin !== new URL(present).origin;
}

function toSetting(header: StoredHeader): HeaderSetting {
  return 'sealed' in header ? { name: header.name, isSecret: true } : header;
}

/** The filter after the change. @throws UserError INVALID_INPUT on a part of `filter` that does not suit the events */
function decideFilter(
  { filter, events }: Webhook,
  given: GivenFilter | null,
  newEvents: readonly string[] | null,
): WebhookFilter | null {
  const present = filter ?? null;
  if (given === null && newEvents === null) return present;
  return checkFilter(given ?? present ?? {}, newEvents ?? events);
}

/** All settings after the change. */
type AppliedChanges = Omit<WebhookChanges, 'format' | 'headers'> &
  UrlChange & { filter: WebhookFilter | null; headers: readonly StoredHeader[] };

function applyChanges(webhook: Webhook, changes: AppliedChanges): void {
  if (changes.isNewUrl) {
    webhook.failingSince = null;
    webhook.coolingDownUntil = null;
  }
  webhook.name = changes.name ?? webhook.name;
  webhook.url = changes.url;
  webhook.sealedUrl = changes.sealedUrl;
  webhook.format = changes.format;
  webhook.events = changes.events ?? webhook.events;
  applyFilter(webhook, changes.filter);
  webhook.timeoutSeconds = changes.timeoutSeconds ?? webhook.timeoutSeconds;
  webhook.headers = changes.headers;
  // An empty text removes it.
  if (changes.messageText != null) webhook.messageText = changes.messageText || null;
  if (changes.description != null) webhook.description = changes.description || null;
}

/** Writes nothing for an equal filter: the database has its own spelling of both columns. */
function applyFilter(webhook: Webhook, filter: WebhookFilter | null): void {
  if (isDeepStrictEqual(webhook.filter ?? null, filter)) return;
  webhook.filter = filter;
  webhook.filterPath = filter && toJsonPath(filter);
}
