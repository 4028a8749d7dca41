import { MultiSelect, NativeSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { TimeField } from '../components/time-field.tsx';
import classes from './filter-editor.module.css';
import type { FilterRow } from './filter-values.ts';
import type { FieldKind } from './list-fields.ts';

interface FilterValueProps {
  row: Pick<FilterRow, 'operator' | 'values'>;
  label: string;
  kind: FieldKind;
  /** The only values that the path can have; null if there is no such list. */
  choices: readonly string[] | null;
  onChange: (values: string[]) => void;
}

/** The field for the value of a condition, which suits its kind. */
export function FilterValue(props: FilterValueProps) {
  const { row, label, kind, choices, onChange } = props;
  const [first = ''] = row.values;
  const common = { 'aria-label': label, className: classes.value ?? '' };
  const changeFirst = (value: string | null) => onChange(value === null ? [] : [value]);
  if (row.operator === 'exists') {
    return (
      <NativeSelect
        {...common}
        data={[
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
        value={first || 'true'}
        onChange={({ currentTarget }) => changeFirst(currentTarget.value)}
      />
    );
  }
  if (row.operator === 'in') return <SeveralValues {...props} />;
  const listed = kind === 'BOOLEAN' ? ['true', 'false'] : choices;
  if (listed && row.operator === 'eq') {
    return (
      <Select
        {...common}
        placeholder="Choose"
        comboboxProps={{ withinPortal: false }}
        data={[...new Set([...listed, ...row.values])]}
        value={first || null}
        onChange={changeFirst}
        allowDeselect={false}
      />
    );
  }
  if (kind === 'INSTANT') {
    return (
      <div className={classes.value}>
        <TimeField label={label} isLabelHidden time={first || null} onChange={changeFirst} />
      </div>
    );
  }
  return (
    <TextInput
      {...common}
      inputMode={kind === 'NUMBER' ? 'decimal' : 'text'}
      placeholder={kind === 'NUMBER' ? 'A number' : 'A text'}
      value={first}
      onChange={({ currentTarget }) => changeFirst(currentTarget.value)}
    />
  );
}

function SeveralValues({ row, label, choices, onChange }: FilterValueProps) {
  const common = {
    'aria-label': label,
    className: classes.value ?? '',
    comboboxProps: { withinPortal: false },
    value: [...row.values],
    onChange,
  };
  return choices ? (
    <MultiSelect
      {...common}
      placeholder={row.values.length === 0 ? 'Choose' : ''}
      data={[...new Set([...choices, ...row.values])]}
    />
  ) : (
    <TagsInput {...common} placeholder="Press Enter after each" acceptValueOnBlur />
  );
}
