export { onPlanChanged } from './apply-plan-limit.ts';
export { createWebhook } from './create-webhook.ts';
export type { NewWebhook, WebhookWithSecret } from './create-webhook.ts';
export { deleteWebhook } from './delete-webhook.ts';
export { loadDeliverySettings, openSecrets } from './delivery-settings.ts';
export type { DeliverySettings } from './delivery-settings.ts';
export { disableWebhook } from './disable-webhook.ts';
export { enableWebhook } from './enable-webhook.ts';
export { findWebhook, findWebhooks } from './find-webhook.ts';
export { webhookById, webhookFinder } from './load-webhook.ts';
export { createNetworkPolicy } from './network-policy.ts';
export type { NetworkPolicy, NetworkPolicySettings } from './network-policy.ts';
export { pauseWebhook } from './pause-webhook.ts';
export { regenerateSecret } from './regenerate-secret.ts';
export { requirePlanWithWebhooks } from './require-plan.ts';
export { resumeWebhook } from './resume-webhook.ts';
export { updateWebhook } from './update-webhook.ts';
export { wantsEventType } from './wants-event-type.ts';
export type { Waiting, WebhookDependencies } from './webhook-dependencies.ts';
export { WebhookQueryResolver } from './webhook-queries.resolver.ts';
export { WebhookSettingsResolver } from './webhook-settings.resolver.ts';
export { WebhookStateResolver } from './webhook-state.resolver.ts';
export {
  DisabledReason,
  statusReasonOf,
  WebhookStatus,
  webhookStatusOf,
} from './webhook-status.ts';
export { WebhookEntity } from './webhook.entity.ts';
export type { Webhook } from './webhook.entity.ts';
export { toWebhookType, WebhookType } from './webhook.type.ts';
export { WorkspaceWebhooksResolver } from './workspace-webhooks.resolver.ts';
