import type { ActionError } from '../api/use-action.ts';
import { fieldLabels, type WebhookField } from './webhook-values.ts';

/** Errors of the service, each in the place where it is shown. */
export interface PlacedErrors {
  /** By field; by `headers.2.name` for a part of a header. Several errors of one field are one text. */
  fields: Partial<Record<string, string>>;
  /** Errors that belong to no field of the form. */
  others: ActionError[];
}

/** Puts each error at its field: `events.3` belongs to `events`, and each part of a header has a field of its own. */
export function placeErrors(errors: readonly ActionError[]): PlacedErrors {
  const placed: PlacedErrors = { fields: {}, others: [] };
  for (const error of errors) {
    const [name = ''] = (error.field ?? '').split('.');
    if (!isField(name)) {
      placed.others.push(error);
      continue;
    }
    const field = isPartOfHeader.test(error.field ?? '') ? (error.field ?? name) : name;
    placed.fields[field] = [placed.fields[field], error.message].filter(Boolean).join(' ');
  }
  return placed;
}

const isPartOfHeader = /^headers\.\d+\.(?:name|value)$/;

function isField(name: string): name is WebhookField {
  return Object.hasOwn(fieldLabels, name);
}
