export { DeliveryEventResolver } from './delivery-event.resolver.ts';
export { EventEntity } from './event.entity.ts';
export { EventResolver } from './event.resolver.ts';
export { forgetKeys } from './forget-keys.ts';
export { eventFinder } from './load-event.ts';
export { createPublishEvents } from './publish-events.ts';
export type { PublishEvents } from './publish-events.ts';
export { PublishResolver } from './publish.resolver.ts';
export { createTestLimits } from './test-limits.ts';
