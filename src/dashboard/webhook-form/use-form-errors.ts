import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { ActionError } from '../api/use-action.ts';
import { placeErrors } from './place-errors.ts';
import { fieldLabels, type WebhookValues } from './webhook-values.ts';

/** Errors of the service: at their fields, and the others above the form. */
export interface FormErrors {
  others: readonly ActionError[];
  /** Replaces all errors, and moves to the first field that has one. */
  show(errors: readonly ActionError[]): void;
}

/** Prepares the place for the errors of a form. */
export function useFormErrors(form: UseFormReturnType<WebhookValues>): FormErrors {
  const [others, setOthers] = useState<readonly ActionError[]>([]);
  return {
    others,
    show(errors) {
      const placed = placeErrors(errors);
      form.setErrors(placed.fields);
      setOthers(placed.others);
      const places = Object.keys(placed.fields);
      const first = Object.keys(fieldLabels)
        .map((field) => places.find((place) => place.split('.')[0] === field))
        .find((place) => place !== undefined);
      if (first !== undefined) form.getInputNode(first)?.focus();
    },
  };
}
