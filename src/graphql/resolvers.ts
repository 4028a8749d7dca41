/* Every resolver of the API. A new one needs a line here, beside its file. */
export { EventTypeResolver } from '../catalogue/event-type.resolver.ts';
export { DeliveryAttemptsResolver } from '../deliveries/delivery-attempts.resolver.ts';
export { DeliveryQueryResolver } from '../deliveries/delivery-queries.resolver.ts';
export { DeliveryResolver } from '../deliveries/delivery.resolver.ts';
export { WebhookHealthResolver } from '../deliveries/health/webhook-health.resolver.ts';
export {
  WebhookStatsResolver,
  WorkspaceStatsResolver,
} from '../deliveries/stats/delivery-stats.resolver.ts';
export { WebhookDeliveriesResolver } from '../deliveries/webhook-deliveries.resolver.ts';
export { AttemptEventResolver } from '../events/attempt-event.resolver.ts';
export { DeliveryEventResolver } from '../events/delivery-event.resolver.ts';
export { EraseResolver } from '../events/erase.resolver.ts';
export { EventDeliveriesResolver } from '../events/event-deliveries.resolver.ts';
export {
  EventWebhookResolver,
  EventWebhooksResolver,
} from '../events/explain/event-webhooks.resolver.ts';
export { EventResolver } from '../events/event.resolver.ts';
export { PreviewResolver } from '../events/preview/preview.resolver.ts';
export { PublishResolver } from '../events/publish.resolver.ts';
export { RecoveryResolver } from '../events/recoveries/recovery.resolver.ts';
export { ResendResolver } from '../events/resend.resolver.ts';
export { ItemResolver } from '../inventory/items/item.resolver.ts';
export { RenterResolver } from '../inventory/renters/renter.resolver.ts';
export {
  RentLineItemResolver,
  RentRenterResolver,
} from '../inventory/rents/rent-parts.resolver.ts';
export { RentResolver } from '../inventory/rents/rent.resolver.ts';
export { WorkspaceDeletionResolver } from '../retention/workspace-deletion.resolver.ts';
export { WorkspaceRetentionResolver } from '../retention/workspace-retention.resolver.ts';
export { WebhookSettingsResolver } from '../webhooks/webhook-settings.resolver.ts';
export { WebhookStateResolver } from '../webhooks/webhook-state.resolver.ts';
export {
  WebhookQueryResolver,
  WorkspaceWebhooksResolver,
} from '../webhooks/webhook-queries.resolver.ts';
export { ViewerResolver } from '../workspaces/viewer.resolver.ts';
export { WorkspaceResolver } from '../workspaces/workspace.resolver.ts';
export { NodeResolver } from './node.resolver.ts';
