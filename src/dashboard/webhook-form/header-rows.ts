import type { WebhookSettings } from './documents.ts';

/** A custom header in the form. */
export interface HeaderRow {
  name: string;
  /** Empty for a value that stays as it is stored. */
  value: string;
  isSecret: boolean;
  /** Whether the service has a secret value for this row, which it does not show. */
  isStored: boolean;
}

/** A row for a new header. */
export const newHeader: HeaderRow = { name: '', value: '', isSecret: false, isStored: false };

/** Said in place of a secret value. */
export const secretNote = 'Set, not shown';

/** Turns the headers of a webhook into rows of the form. */
export function toHeaderRows(headers: WebhookSettings['headers']): HeaderRow[] {
  return headers.map(({ name, value, isSecret }) => ({
    ...{ name, value: value ?? '', isSecret, isStored: isSecret },
  }));
}

/** Turns rows into the headers that the API takes. A secret value that nobody has typed again stays as it is. */
export function toHeaders(rows: readonly HeaderRow[]) {
  return rows.map(({ name, value, isSecret, isStored }) => ({
    ...{ name, value: isStored && value === '' ? null : value, isSecret },
  }));
}

/** Writes headers as a person reads them, without secret values. */
export function describeHeaders(rows: readonly HeaderRow[]): string {
  const describe = ({ name, value, isSecret, isStored }: HeaderRow) => {
    if (isStored && value === '') return `${name}: ${isSecret ? secretNote : 'no longer secret'}`;
    return `${name}: ${isSecret ? 'a new secret value' : value}`;
  };
  return rows.map(describe).join('; ') || 'None';
}
