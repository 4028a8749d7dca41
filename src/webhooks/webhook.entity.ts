import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { DisabledReason } from './webhook-status.ts';

/** Who wants to hear, where, and with which secret. A deleted webhook keeps its row for the log's sake. */
export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhooks',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    name: p.text(),
    url: p.text(),
    events: p.array(),
    timeoutSeconds: p.smallint(),
    /** Sealed; the plain secret is in no column. */
    secret: p.text().hidden(),
    secretHint: p.text(),
    secretCreatedAt: p.datetime(3),
    /** Sealed as well; signs beside the present one until it ends. */
    previousSecret: p.text().nullable().hidden(),
    previousSecretEndsAt: p.datetime(3).nullable(),
    pausedAt: p.datetime(3).nullable(),
    disabledAt: p.datetime(3).nullable(),
    disabledReason: p.enum(() => DisabledReason).nullable(),
    suspended: p.boolean(),
    coolingDownUntil: p.datetime(3).nullable(),
    failingSince: p.datetime(3).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
    deletedAt: p.datetime(3).nullable(),
  },
});
/** A row of `webhooks`. Its secrets are sealed. */
export type Webhook = InferEntity<typeof WebhookEntity>;
