import { Button, Code, Fieldset, Group, Input, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { describeFilter } from './describe-filter.ts';
import { FilterRowView } from './filter-row.tsx';
import { noFilter, type FilterRow, type FilterTree, type FilterValues } from './filter-values.ts';
import type { EventField } from './list-fields.ts';

interface FilterEditorProps {
  values: FilterValues;
  /** The values of the chosen event types. */
  fields: readonly EventField[];
  /** The error of the filter as a whole. */
  error: string | undefined;
  errorOf: (index: number) => string | undefined;
  /** Where the form looks for a row when it has an error. */
  placeOf: (index: number) => string;
  onChange: (values: FilterValues) => void;
}

/** Chooses which events of the chosen types are sent. */
export function FilterEditor({ values, error, ...props }: FilterEditorProps) {
  const { fixed } = values;
  return (
    <Fieldset
      legend={<Text span size="sm" fw={600} children="Only events that match" />}
      miw={0}
      mx={0}
    >
      <Stack gap="sm" align="stretch">
        <Text size="xs" c="dimmed">
          {values.rows.length === 0 && fixed === null
            ? 'No condition: all events of the chosen types are sent.'
            : 'An event that does not match is not sent. One that lacks the value does not match.'}
        </Text>
        {fixed === null ? (
          <Rows values={values} {...props} />
        ) : (
          <FixedFilter filter={fixed} onRemove={() => props.onChange(noFilter)} />
        )}
        {error !== undefined && <Input.Error role="alert">{error}</Input.Error>}
      </Stack>
    </Fieldset>
  );
}

function Rows({ values, fields, errorOf, placeOf, onChange }: Omit<FilterEditorProps, 'error'>) {
  const { rows, mode } = values;
  const setRows = (next: readonly FilterRow[]) => onChange({ ...values, rows: next });
  return (
    <>
      {rows.length > 1 && (
        <NativeSelect
          label="An event is sent if"
          data={[
            { value: 'all', label: 'all conditions match' },
            { value: 'any', label: 'at least one condition matches' },
          ]}
          value={mode}
          onChange={({ currentTarget }) =>
            onChange({ ...values, mode: currentTarget.value as FilterValues['mode'] })
          }
          maw={320}
        />
      )}
      {rows.map((row, index) => (
        <FilterRowView
          key={row.id}
          row={row}
          number={index + 1}
          fields={fields}
          place={placeOf(index)}
          error={errorOf(index)}
          onChange={(changed) => setRows(rows.with(index, changed))}
          onRemove={() => setRows(rows.toSpliced(index, 1))}
        />
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={rows.length >= rowsMax}
          onClick={() => setRows([...rows, createRow(rows)])}
        >
          Add a condition
        </Button>
      </Group>
    </>
  );
}

/** Conditions that the service takes. */
const rowsMax = 20;

function createRow(rows: readonly FilterRow[]): FilterRow {
  const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
  return { id, path: '', operator: 'eq', kind: 'TEXT', values: [] };
}

/** A filter that was made by the API and that rows cannot show. */
function FixedFilter({ filter, onRemove }: { filter: FilterTree; onRemove: () => void }) {
  return (
    <Stack gap="xs" align="flex-start">
      <Code block className="foreign-text" style={{ whiteSpace: 'pre-wrap' }} data-path="filter">
        {describeFilter(filter)}
      </Code>
      <Text size="xs">It was set by the API, and is too complex to be edited here.</Text>
      <Button size="compact-sm" variant="default" onClick={onRemove}>
        Remove
      </Button>
    </Stack>
  );
}
