export { isEmailAddress } from './email-address.ts';
export { EventTypeResolver } from './event-type.resolver.ts';
export { findEventType, isEventTypeName, listEventTypes, wildcard } from './event-types.ts';
export type { EventTypeName } from './event-types.ts';
export { createEventValidator } from './event-validator.ts';
export type { EventValidator } from './event-validator.ts';
export { inventoryLimits } from './limits.ts';
