export { enableWebhook, pauseWebhook, resumeWebhook } from './change-webhook-state.ts';
export { pruneWebhookKeys } from './claim-key.ts';
export type { HealthReport } from './decide-health.ts';
export { healthChangeKinds, type HealthChange } from './health-change.ts';
export {
  checkMessageSettings,
  type GivenMessageSettings,
  type MessageSettings,
} from './check-settings.ts';
export { countByStatus, type WebhookCounts } from './count-by-status.ts';
export { createWebhook, type NewWebhook, type WebhookWithSecret } from './create-webhook.ts';
export { deleteAllWebhooks } from './delete-all-webhooks.ts';
export { deleteWebhook } from './delete-webhook.ts';
export {
  loadDeliverySettings,
  openDeliveryHeaders,
  openDeliveryUrl,
  openSecrets,
  type DeliverySettings,
} from './delivery-settings.ts';
export { describeStatus } from './describe-status.ts';
export { findMissingKeys } from './find-missing-keys.ts';
export { findWebhook, findWebhooks } from './find-webhook.ts';
export { webhookById, webhookFinder } from './load-webhook.ts';
export type { OpenHeaders } from './headers/stored-headers.ts';
export { createNetworkPolicy, type NetworkPolicy } from './network-policy.ts';
export { parseAddress } from './parse-address.ts';
export { onPlanChanged, requirePlanWithWebhooks } from './plan-limit.ts';
export { beginProbes, releaseProbes, type BegunProbe } from './probes.ts';
export { pruneWebhookStates } from './prune-states.ts';
export { recordHealth } from './record-health.ts';
export { regenerateSecret } from './regenerate-secret.ts';
export { requireWebhooks } from './require-webhooks.ts';
export { resealSecrets } from './reseal-secrets.ts';
export { selectsType } from './selects-type.ts';
export { updateWebhook } from './update-webhook.ts';
export type { Waiting, WebhookDependencies } from './webhook-dependencies.ts';
export { statusReasonOf, webhookStatusOf } from './webhook-status.ts';
export { nameChatHost } from './chat-hosts.ts';
export { WebhookFormat } from './webhook-format.ts';
export { WebhookCountsType } from './webhook-counts.type.ts';
export { WebhookEntity, type ShownWebhook, type Webhook } from './webhook.entity.ts';
export { toWebhookType, WebhookType } from './webhook.type.ts';
