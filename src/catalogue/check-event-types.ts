import { checkList, UserErrorCode, userError } from '../kernel/index.ts';
import { isEventTypeName } from './event-types.ts';

/**
 * Checks the event types of a filter.
 *
 * @param field where the input has them, such as `filter.types`
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue; as `checkList`
 */
export function checkEventTypes(field: string, names: readonly string[]): void {
  checkList(field, names);
  const unknown = names.findIndex((name) => !isEventTypeName(name));
  if (unknown < 0) return;
  const message = 'There is no event type with this name.';
  throw userError(UserErrorCode.UNKNOWN_EVENT_TYPE, message, `${field}.${unknown}`);
}
