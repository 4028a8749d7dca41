import type { UseFormReturnType } from '@mantine/form';
import { FilterEditor } from '../event-filter/filter-editor.tsx';
import type { EventField } from '../event-filter/list-fields.ts';
import { placeOfRow } from './place-errors.ts';
import type { WebhookValues } from './webhook-values.ts';

interface FilterFieldProps {
  form: UseFormReturnType<WebhookValues>;
  fields: readonly EventField[];
}

/** The filter of the webhook. A change removes its errors, since rows may have moved. */
export function FilterField({ form, fields }: FilterFieldProps) {
  const { filter } = form.values;
  const errorAt = (place: string) => form.errors[place] as string | undefined;
  return (
    <FilterEditor
      values={filter}
      fields={fields}
      error={errorAt('filter')}
      errorOf={(index) => errorAt(placeOfRow(index))}
      placeOf={placeOfRow}
      onChange={(values) => {
        form.setFieldValue('filter', values);
        for (const index of filter.rows.keys()) form.clearFieldError(placeOfRow(index));
      }}
    />
  );
}
