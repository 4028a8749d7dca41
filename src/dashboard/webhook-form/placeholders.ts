import type { EventField } from '../event-filter/list-fields.ts';

/** Writes the placeholder of a value. A time is written as a date; what some event types lack has a text instead. */
export function writePlaceholder({ path, kind, types }: EventField, typeCount: number): string {
  const filters = [
    ...(kind === 'INSTANT' ? ['date'] : []),
    ...(types.length < typeCount ? ['default:"–"'] : []),
  ];
  return `{{${[path, ...filters].join(' | ')}}}`;
}
