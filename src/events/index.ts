export type { EventDraft } from './event-draft.ts';
export { pruneKeys } from './prune-keys.ts';
export { eventFinder } from './load-event.ts';
export { createPublishEvents, type PublishEvents } from './publish-events.ts';
export { publishForCallers } from './publish-for-callers.ts';
export type { ResendDependencies } from './resend-delivery.ts';
export { createSendLimits } from './send-limits.ts';
export type { SendTestDependencies } from './send-test.ts';
