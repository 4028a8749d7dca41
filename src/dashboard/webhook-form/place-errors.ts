import type { ActionError } from '../api/use-action.ts';
import { fieldLabels } from './webhook-values.ts';

/** Errors of the service, each in the place where it is shown. */
export interface PlacedErrors {
  /** By field, or by part of a field. Several errors of one place are one text. */
  fields: Partial<Record<string, string>>;
  /** Errors that belong to no field of the form. */
  others: ActionError[];
}

/**
 * Puts each error at its field: `events.3` belongs to `events`, `filter.all.0.eq` to the first row of the filter, and each part of a header
 * has a place of its own.
 */
export function placeErrors(errors: readonly ActionError[]): PlacedErrors {
  const placed: PlacedErrors = { fields: {}, others: [] };
  for (const error of errors) {
    const place = findPlace(error.field ?? '');
    if (place === null) placed.others.push(error);
    else placed.fields[place] = [placed.fields[place], error.message].filter(Boolean).join(' ');
  }
  return placed;
}

const isPartOfHeader = /^headers\.\d+\.(?:name|value)$/;

function findPlace(field: string): string | null {
  const [name = ''] = field.split('.');
  if (!Object.hasOwn(fieldLabels, name)) return null;
  if (isPartOfHeader.test(field)) return field;
  const row = /^filter\.(?:all|any)\.(\d+)/.exec(field)?.[1];
  return row === undefined ? name : placeOfRow(Number(row));
}

/** The place of a row of the filter. */
export function placeOfRow(index: number): string {
  return `filter.rows.${index}`;
}
