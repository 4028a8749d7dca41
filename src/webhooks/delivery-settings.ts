import { sql, type EntityManager } from '../db/index.ts';
import type { SecretBox } from '../kernel/index.ts';
import { openHeaders, type OpenHeaders, type StoredHeader } from './headers/stored-headers.ts';
import { openUrl, type StoredUrl } from './stored-url.ts';
import type { WebhookFormat } from './webhook-format.ts';
import { webhookStatusOf, type WebhookStatus } from './webhook-status.ts';

/** The state of a webhook needed to send a request, as of the time it was read. */
export interface DeliverySettings extends StoredUrl {
  /** UUID. */
  webhookId: string;
  /** Increases with every change of the other fields. */
  version: number;
  format: WebhookFormat;
  /** Null: the notice of the event. */
  messageText: string | null;
  timeoutSeconds: number;
  headers: readonly StoredHeader[];
  status: WebhookStatus;
  deletedAt: Date | null;
  /** Stays set after that time until a probe ends the cool-down. */
  coolingDownUntil: Date | null;
  /** Whether the latest known outcome is a failure. */
  isFailing: boolean;
  sealedSecrets: SealedSecrets;
}

/** The secrets as they are stored. */
export interface SealedSecrets {
  current: string;
  /** Also signs until `endsAt`; null without an overlap. */
  previous: { sealed: string; endsAt: Date } | null;
}

/** Instants are text, because MikroORM turns off parsing in the driver. */
interface Row {
  id: string;
  version: number;
  url: string;
  sealed_url: string | null;
  format: WebhookFormat;
  message_text: string | null;
  timeout_seconds: number;
  headers: readonly StoredHeader[];
  secret: string;
  previous_secret: string | null;
  previous_secret_ends_at: string | null;
  suspended: boolean;
  disabled_at: string | null;
  paused_at: string | null;
  deleted_at: string | null;
  cooling_down_until: string | null;
  is_failing: boolean;
}

/** Loads the current settings of webhooks (UUIDs) by id in one query, including deleted ones; skips unknown ids. */
export async function loadDeliverySettings(
  em: EntityManager,
  webhookIds: readonly string[],
): Promise<Map<string, DeliverySettings>> {
  const { rows } = await sql<Row>`
    select id, version, url, sealed_url, format, message_text, timeout_seconds, headers, secret, previous_secret,
      previous_secret_ends_at, suspended,
      disabled_at, paused_at, deleted_at, cooling_down_until,
      failing_since is not null as is_failing
    from webhooks
    where id = any(${[...webhookIds]}::uuid[])
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, toSettings(row)]));
}

/** The URL to send to, decrypted. Keep it out of logs and errors. @throws Error if it cannot be decrypted */
export function openDeliveryUrl(settings: DeliverySettings, secretBox: SecretBox): string {
  return openUrl(secretBox, settings.webhookId, settings);
}

/** The custom headers to send, decrypted; null if there are none. @throws Error if one cannot be decrypted */
export function openDeliveryHeaders(
  { webhookId, headers }: DeliverySettings,
  secretBox: SecretBox,
): OpenHeaders | null {
  return headers.length === 0 ? null : openHeaders(secretBox, webhookId, headers);
}

/**
 * Returns the one or two secrets to sign with at `now`, decrypted, the current one first. Keep them out
 * of logs and errors.
 *
 * @throws Error if a stored secret cannot be decrypted.
 */
export function openSecrets(
  { webhookId, sealedSecrets: { current, previous } }: DeliverySettings,
  secretBox: SecretBox,
  now: Date,
): string[] {
  const isKept = previous !== null && now < previous.endsAt;
  const sealed = isKept ? [current, previous.sealed] : [current];
  return sealed.map((secret) => secretBox.open(secret, webhookId));
}

function toSettings(row: Row): DeliverySettings {
  const endsAt = toDate(row.previous_secret_ends_at);
  return {
    webhookId: row.id,
    version: row.version,
    url: row.url,
    sealedUrl: row.sealed_url,
    format: row.format,
    messageText: row.message_text,
    timeoutSeconds: row.timeout_seconds,
    headers: row.headers,
    status: webhookStatusOf({
      suspended: row.suspended,
      disabledAt: toDate(row.disabled_at),
      pausedAt: toDate(row.paused_at),
    }),
    deletedAt: toDate(row.deleted_at),
    coolingDownUntil: toDate(row.cooling_down_until),
    isFailing: row.is_failing,
    sealedSecrets: {
      current: row.secret,
      previous: row.previous_secret && endsAt ? { sealed: row.previous_secret, endsAt } : null,
    },
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
