import { ItemEntity, RentEntity, RenterEntity } from './inventory/index.ts';
import { WebhookEntity } from './webhooks/index.ts';
import { WorkspaceEntity } from './workspaces/index.ts';

/** The entities of all rows that are changed one by one. What is only inserted in bulk and read has none. */
export const entities = [
  ...[WorkspaceEntity, WebhookEntity],
  ...[ItemEntity, RenterEntity, RentEntity],
];
