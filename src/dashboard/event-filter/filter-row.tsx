import { ActionIcon, Group, Input, NativeSelect, Select, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { describeOperator } from './describe-filter.ts';
import classes from './filter-editor.module.css';
import type { FilterOperator, FilterRow } from './filter-values.ts';
import { FilterValue } from './filter-value.tsx';
import type { EventField, FieldKind } from './list-fields.ts';

const operatorsOf: Readonly<Record<FieldKind, readonly FilterOperator[]>> = {
  TEXT: ['eq', 'in', 'prefix', 'exists'],
  NUMBER: ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'],
  BOOLEAN: ['eq', 'exists'],
  INSTANT: ['eq', 'gt', 'gte', 'lt', 'lte', 'exists'],
};

interface FilterRowViewProps {
  row: FilterRow;
  /** The number of the row, from 1. */
  number: number;
  fields: readonly EventField[];
  /** Where the form looks for the row when it has an error. */
  place: string;
  error: string | undefined;
  onChange: (row: FilterRow) => void;
  onRemove: () => void;
}

/** A condition: a path, an operator and a value. */
export function FilterRowView(props: FilterRowViewProps) {
  const { row, number, fields, error, onChange, onRemove } = props;
  const field = fields.find(({ path }) => path === row.path);
  const kind = field?.kind ?? row.kind;
  return (
    <Stack gap={4} role="group" aria-label={`Condition ${number}`}>
      <Group gap="xs" align="flex-start" className={classes.row ?? ''}>
        <PathSelect {...props} />
        <NativeSelect
          aria-label={`Operator of condition ${number}`}
          className={classes.operator ?? ''}
          data={listOperators(kind, row.operator)}
          value={row.operator}
          onChange={({ currentTarget }) => {
            const operator = currentTarget.value as FilterOperator;
            onChange({ ...row, kind, operator, values: keepValues(row, operator) });
          }}
        />
        <FilterValue
          row={row}
          label={`Value of condition ${number}`}
          kind={kind}
          choices={field?.choices ?? null}
          onChange={(values) => onChange({ ...row, kind, values })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={`Remove condition ${number}`}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {error !== undefined && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  );
}

function PathSelect({ row, number, fields, place, error, onChange }: FilterRowViewProps) {
  const paths = fields.map(({ path }) => path);
  return (
    <Select
      aria-label={`Path of condition ${number}`}
      placeholder="Choose a value of the event"
      className={classes.path ?? ''}
      data={[...new Set([...(row.path === '' ? [] : [row.path]), ...paths])]}
      value={row.path === '' ? null : row.path}
      onChange={(path) => onChange(choosePath(row, fields, path ?? ''))}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: false }}
      error={error !== undefined}
      data-path={place}
    />
  );
}

function listOperators(kind: FieldKind, present: FilterOperator) {
  const names = operatorsOf[kind];
  const all = names.includes(present) ? names : [present, ...names];
  return all.map((value) => ({ value, label: describeOperator(value, kind === 'INSTANT') }));
}

/** Takes another path. What cannot be compared with it is removed. */
function choosePath(row: FilterRow, fields: readonly EventField[], path: string): FilterRow {
  const field = fields.find((one) => one.path === path);
  const kind = field?.kind ?? row.kind;
  const { choices = null } = field ?? {};
  const operator = operatorsOf[kind].includes(row.operator) ? row.operator : 'eq';
  const isSame = kind === row.kind && operator === row.operator;
  const values = isSame ? row.values.filter((value) => choices?.includes(value) ?? true) : [];
  return { ...row, path, kind, operator, values };
}

/** Keeps the values if the next operator can have them. */
function keepValues({ operator: present, values }: FilterRow, next: FilterOperator) {
  if (next === 'exists' || present === 'exists') return [];
  return next === 'in' ? values : values.slice(0, 1);
}
