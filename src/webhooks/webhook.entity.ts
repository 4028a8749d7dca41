import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { WebhookFilter } from '../filters/index.ts';
import type { StoredHeader } from './headers/stored-headers.ts';
import { WebhookFormat } from './webhook-format.ts';
import { DisabledReason } from './webhook-status.ts';

/** A webhook with its settings, secrets and state. The row of a deleted webhook stays for the log. */
export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhooks',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    name: p.text(),
    description: p.text().nullable(),
    /** Masked for a chat format, whose URL is a credential (`stored-url.ts`). */
    url: p.text(),
    /** Encrypted; null for JSON. */
    sealedUrl: p.text().nullable().hidden(),
    format: p.enum(() => WebhookFormat),
    messageText: p.text().nullable(),
    events: p.array(),
    /** Null: all events of these types. */
    filter: p.json<WebhookFilter>().nullable(),
    /** The filter for the database (`toJsonPath`); null without one. */
    filterPath: p.text().nullable().hidden(),
    timeoutSeconds: p.smallint(),
    /** Values of secret headers are encrypted. */
    headers: p.json<readonly StoredHeader[]>(),
    /** Encrypted; no column holds the plain secret. */
    secret: p.text().hidden(),
    secretHint: p.text(),
    secretCreatedAt: p.datetime(3),
    /** Encrypted too; signs alongside the current secret until `previousSecretEndsAt`. */
    previousSecret: p.text().nullable().hidden(),
    previousSecretEndsAt: p.datetime(3).nullable(),
    pausedAt: p.datetime(3).nullable(),
    disabledAt: p.datetime(3).nullable(),
    disabledReason: p.enum(() => DisabledReason).nullable(),
    suspended: p.boolean(),
    coolingDownUntil: p.datetime(3).nullable(),
    failingSince: p.datetime(3).nullable(),
    /** The database raises it with each change of a setting or of the status (migration 0010). */
    revision: p.integer().onCreate(() => 1),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
    deletedAt: p.datetime(3).nullable(),
  },
});
/** A row of `webhooks`. Its secrets are encrypted. */
export type Webhook = InferEntity<typeof WebhookEntity>;

/** The part of a row that the API shows, without the secrets. Those in headers are still encrypted. */
export type ShownWebhook = Omit<
  Webhook,
  'secret' | 'previousSecret' | 'sealedUrl' | 'filterPath' | 'deletedAt'
>;
