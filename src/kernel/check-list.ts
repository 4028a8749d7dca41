import { invalidInput } from './errors.ts';

/** Values of a list: as many as a page has rows. */
const valuesMax = 100;

/**
 * Checks the length of a list in a filter.
 *
 * @param field where the input has it, such as `filter.statuses`
 * @throws UserError INVALID_INPUT for an empty list and for more than 100 values
 */
export function checkList(field: string, values: readonly unknown[]): void {
  if (values.length === 0) {
    const message = 'An empty list matches nothing. Leave the field out to match everything.';
    throw invalidInput(field, message);
  }
  if (values.length > valuesMax) {
    throw invalidInput(field, `A list must have at most ${valuesMax} values.`);
  }
}
