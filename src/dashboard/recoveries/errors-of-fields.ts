import type { ActionError } from '../api/use-action.ts';
import type { RecoveryFilter } from './filter-of-url.ts';

/** The messages of errors by the part of the filter that they concern; under `other` those of none. */
export type FieldErrors = Partial<Record<keyof RecoveryFilter | 'other', string>>;

/** The parts that have a place of their own in the form. */
const placed = [
  'createdAfter',
  'createdBefore',
  'webhookIds',
  'eventTypes',
  'errorCodes',
] as const satisfies (keyof RecoveryFilter)[];

/**
 * Sorts the errors of a recovery by their fields, such as `filter.webhookIds.0`. A message about one value of a list names it.
 */
export function sortErrors(errors: readonly ActionError[], filter: RecoveryFilter): FieldErrors {
  const sorted: FieldErrors = {};
  for (const { field, message } of errors) {
    const [, part, index] = (field ?? '').split('.');
    const name = placed.find((each) => part === each) ?? 'other';
    const value = name === 'other' || index === undefined ? null : filter[name]?.[Number(index)];
    const text = value ? `${value}: ${message}` : message;
    sorted[name] = sorted[name] === undefined ? text : `${sorted[name]} ${text}`;
  }
  return sorted;
}
