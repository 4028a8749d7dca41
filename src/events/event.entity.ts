import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** A published event. Rows are never changed. `body` is the exact text that is sent and signed. */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'events',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    type: p.text(),
    body: p.text(),
    occurredAt: p.datetime(0),
  },
});
export type Event = InferEntity<typeof EventEntity>;
