import { sql, type EntityManager } from '../db/index.ts';
import type { SecretBox } from '../kernel/index.ts';
import { webhookStatusOf, type WebhookStatus } from './webhook-status.ts';

/** What a request to a webhook is made from, as it was when it was read. */
export interface DeliverySettings {
  /** UUID. */
  webhookId: string;
  /** Rises with every change of the rest. */
  version: number;
  url: string;
  timeoutSeconds: number;
  status: WebhookStatus;
  deletedAt: Date | null;
  /** Set until a probe has ended it, also when its time is over. */
  coolingDownUntil: Date | null;
  /** Whether the last that is known of its receiver is a failure. */
  isFailing: boolean;
  sealedSecrets: SealedSecrets;
}

/** The secrets as they are stored. */
export interface SealedSecrets {
  current: string;
  /** What signs as well until it ends; null without an overlap. */
  previous: { sealed: string; endsAt: Date } | null;
}

/** Instants are texts: the driver leaves it to MikroORM to read them. */
interface Row {
  id: string;
  version: number;
  url: string;
  timeout_seconds: number;
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

/** The present settings of these webhooks (UUIDs) by id, in one statement, deleted ones too; an unknown id is left out. */
export async function loadDeliverySettings(
  em: EntityManager,
  webhookIds: readonly string[],
): Promise<Map<string, DeliverySettings>> {
  const { rows } = await sql<Row>`
    select id, version, url, timeout_seconds, secret, previous_secret, previous_secret_ends_at, suspended,
      disabled_at, paused_at, deleted_at, cooling_down_until,
      failing_since is not null as is_failing
    from webhooks
    where id = any(${[...webhookIds]}::uuid[])
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, toSettings(row)]));
}

/**
 * The one or two secrets to sign with at `now`, as plain texts, the current one first. Keep them out
 * of logs and errors.
 *
 * @throws Error when a stored secret cannot be opened.
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
    timeoutSeconds: row.timeout_seconds,
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
