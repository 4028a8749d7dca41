import type { ActionError } from '../api/use-action.ts';
import { fieldLabels, type WebhookField } from './webhook-values.ts';

/** Errors of the service, each in the place where it is shown. */
export interface PlacedErrors {
  /** By field. Several errors of one field are one text. */
  fields: Partial<Record<WebhookField, string>>;
  /** Errors that belong to no field of the form. */
  others: ActionError[];
}

/** Puts each error at its field: `events.3` belongs to `events`. */
export function placeErrors(errors: readonly ActionError[]): PlacedErrors {
  const placed: PlacedErrors = { fields: {}, others: [] };
  for (const error of errors) {
    const [name = ''] = (error.field ?? '').split('.');
    if (!isField(name)) placed.others.push(error);
    else placed.fields[name] = [placed.fields[name], error.message].filter(Boolean).join(' ');
  }
  return placed;
}

function isField(name: string): name is WebhookField {
  return Object.hasOwn(fieldLabels, name);
}
