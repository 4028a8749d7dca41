import { AttemptEntity, DeliveryEntity } from './deliveries/index.ts';
import { EventEntity } from './events/index.ts';
import { ItemEntity, RentEntity, RenterEntity } from './inventory/index.ts';
import { WebhookEntity } from './webhooks/index.ts';
import { WorkspaceEntity } from './workspaces/index.ts';

/** Every kind of row that the entity manager knows. */
export const entities = [
  ...[WorkspaceEntity, WebhookEntity, EventEntity, DeliveryEntity, AttemptEntity],
  ...[ItemEntity, RenterEntity, RentEntity],
];
