export { checkEventTypes } from './check-event-types.ts';
export { isEmailAddress } from './email-address.ts';
export {
  familyOf,
  findEventType,
  isEventTypeName,
  isFamily,
  isSelected,
  listEventTypes,
  listFamilies,
  wildcard,
  type EventTypeName,
} from './event-types.ts';
export { createEventValidator, type EventValidator } from './event-validator.ts';
export { inventoryLimits } from './inventory-limits.ts';
export { describeEvent } from './notices/describe-event.ts';
export type { Notice, NoticeTone } from './notices/notice.ts';
