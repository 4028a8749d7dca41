import { AttemptEntity, DeliveryEntity } from './deliveries/index.ts';
import { EventEntity } from './events/index.ts';
import { ItemEntity, RentEntity, RenterEntity } from './inventory/index.ts';
import { WebhookEntity } from './webhooks/index.ts';
import { WorkspaceEntity } from './workspaces/index.ts';

/** All entities of the entity manager. */
export const entities = [
  ...[WorkspaceEntity, WebhookEntity, EventEntity, DeliveryEntity, AttemptEntity],
  ...[ItemEntity, RenterEntity, RentEntity],
];
