import { UserError, UserErrorCode } from '../kernel/index.ts';
import { cleanFilter, isEmptyFilter } from './clean-filter.ts';
import type { WebhookFilter, GivenFilter } from './webhook-filter.ts';
import { findFilterErrors } from './find-filter-errors.ts';

/**
 * Checks the `filter` of an input against the event types that go with it.
 *
 * @returns the filter as it is stored; null if nothing is given in it
 * @throws UserError INVALID_INPUT with up to ten errors, each at its part of the filter, such as `filter.all.0.eq`
 */
export function checkFilter(
  filter: GivenFilter,
  eventTypes: readonly string[],
): WebhookFilter | null {
  if (isEmptyFilter(filter)) return null;
  const errors = findFilterErrors(filter, eventTypes);
  if (errors.length === 0) return cleanFilter(filter);
  throw new UserError(
    errors.map(({ field, message }) => ({
      code: UserErrorCode.INVALID_INPUT,
      message,
      field: field === '' ? 'filter' : `filter.${field}`,
      retryAfterSeconds: null,
    })),
  );
}
