import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { DeliveryStatus, DeliveryStatusReason, DeliveryTrigger } from './delivery-status.ts';
import { errorCodes } from './error-code.ts';

/** The delivery log, for reading. Only the SQL statements in this folder write it. */
export const DeliveryEntity = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  properties: {
    id: p.uuid().primary(),
    eventId: p.uuid(),
    webhookId: p.uuid(),
    completedAt: p.datetime(3).nullable(),
    responseTimeMs: p.integer().nullable(),
    responseStatus: p.smallint().nullable(),
    attemptCount: p.smallint(),
    workspaceId: p.text(),
    eventType: p.text(),
    trigger: p.enum(() => DeliveryTrigger),
    status: p.enum(() => DeliveryStatus),
    statusReason: p.enum(() => DeliveryStatusReason).nullable(),
    /** When a waiting delivery is due; null while it is leased and after it has ended. */
    nextAttemptAt: p
      .datetime(6)
      .nullable()
      .formula(
        ({ id }) =>
          `(select q.due_at from delivery_queue q where q.delivery_id = ${id} and q.claim_token is null)`,
      ),
  },
});
export type Delivery = InferEntity<typeof DeliveryEntity>;

/** One HTTP request of a delivery. */
export const AttemptEntity = defineEntity({
  name: 'Attempt',
  tableName: 'attempts',
  properties: {
    deliveryId: p.uuid().primary(),
    number: p.smallint().primary(),
    responseStatus: p.smallint().nullable(),
    durationMs: p.integer().nullable(),
    startedAt: p.datetime(3),
    url: p.text().nullable(),
    requestHeaders: p.json<Record<string, string>>().nullable(),
    responseHeaders: p.json<Record<string, string>>().nullable(),
    responseBody: p.text().nullable(),
    responseBodyCut: p.boolean(),
    responseBodyError: p.text().nullable(),
    errorCode: p.enum([...errorCodes]).nullable(),
    errorMessage: p.text().nullable(),
  },
});
export type Attempt = InferEntity<typeof AttemptEntity>;
