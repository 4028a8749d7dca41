export { createDueAnnouncer, type DueAnnouncer, type DueNotice } from './announce-due.ts';
export { AttemptType } from './attempt.type.ts';
export { amendAttempts } from './amend-attempts.ts';
export {
  unknownFacts,
  type AttemptFacts,
  type AttemptResult,
  type ClaimReference,
  type NextState,
} from './attempt-result.ts';
export { claimDeliveries, type ClaimQuota } from './claim-deliveries.ts';
export { claimMessages, type PacedQuota } from './claim-messages.ts';
export { claimProbes, type DueProbe } from './claim-probes.ts';
export { messageOf, type ClaimedDelivery } from './claimed-delivery.ts';
export type { Delivery } from './delivery.ts';
export { refusalStatuses } from './earlier-attempts.ts';
export { endWaiting } from './end-listed.ts';
export { endTextless, findLeasedTextless } from './end-textless.ts';
export { eraseAttempts } from './erased-facts.ts';
export { expireDeliveries } from './expire-deliveries.ts';
export { endDeliveries, endReason } from './end-deliveries.ts';
export { describeError, errorCodes, type ErrorCode } from './error-code.ts';
export {
  expireLeases,
  lookForExpired,
  type DecideNext,
  type ExpiredDelivery,
  type QueueLook,
} from './expire-leases.ts';
export type { DeliveryStatusReason, DeliveryTrigger } from './delivery-status.ts';
export { findUnknownAttempts } from './find-unknown-attempts.ts';
export type { ClaimedEvent } from './load-claimed-events.ts';
export { pace } from './message-pace.ts';
export { prunePaces } from './message-paces.ts';
export { pruneChanges } from './prune-changes.ts';
export {
  insertDeliveries,
  type Addressee,
  type DeliveryDraft,
  type InsertedDelivery,
} from './insert-deliveries.ts';
export { passesFilter } from './passes-filter.ts';
export { recordAttempts } from './record-attempts.ts';
export { releaseClaims, renewLeases } from './renew-leases.ts';
export { responseTimeBounds, responseTimeColumns } from './response-times.ts';
export { scanDueWebhooks, type DueWebhook } from './scan-due-webhooks.ts';
export { firstIdAt, splitByDay } from './split-by-day.ts';
export { countWaiting } from './count-waiting.ts';
export { loadLastAttempt, type AttemptDependencies } from './delivery-attempts.resolver.ts';
export { containsText, toConditions } from './criteria-conditions.ts';
export type { DeliveryCriteria } from './delivery-criteria.ts';
export { findContradiction } from './find-contradiction.ts';
export { readCriteria, toCriteria } from './read-criteria.ts';
export { deliveryById, deliveryFinder } from './delivery-finder.ts';
export {
  DeliveryConnectionType,
  deliveryList,
  DeliveryType,
  toDeliveryType,
} from './delivery.type.ts';
export { findDeliveries } from './find-deliveries.ts';
export { listEventDeliveries } from './list-event-deliveries.ts';
export { mayRead, nullForWriters } from './may-read.ts';
export { DeliveryFilter } from './delivery-filter.type.ts';
export { decideMatch } from './match-criteria.ts';
