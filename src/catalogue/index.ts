export { isEmailAddress } from './email-address.ts';
export { EventTypeResolver } from './event-type.resolver.ts';
export {
  findEventType,
  isEventTypeName,
  listEventTypes,
  wildcard,
  type EventTypeName,
} from './event-types.ts';
export { createEventValidator, type EventValidator } from './event-validator.ts';
export { inventoryLimits } from './limits.ts';
