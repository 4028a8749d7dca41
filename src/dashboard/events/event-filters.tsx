import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { TimeField } from '../components/time-field.tsx';
import { useEventTypeNames } from '../components/use-event-type-names.ts';
import { isFiltered, type EventChoice } from './event-filter.ts';

interface EventFiltersProps {
  choice: EventChoice;
  choose: (change: Partial<EventChoice>) => void;
}

const timeField = { placeholder: 'Any time', width: { base: '100%', xs: 210 } };

/** Chooses which events are listed. */
export function EventFilters({ choice, choose }: EventFiltersProps) {
  const { names = [] } = useEventTypeNames();
  return (
    <Group gap="xs" mb="md" align="flex-end" role="search" aria-label="Filter of events">
      <MultiSelect
        label="Type"
        placeholder={choice.types.length === 0 ? 'All types' : ''}
        data={[...new Set([...names, ...choice.types])]}
        value={choice.types}
        onChange={(types) => choose({ types })}
        clearable
        w={{ base: '100%', xs: 320 }}
      />
      <IdInput key={choice.id} id={choice.id} choose={choose} />
      <TimeField
        {...timeField}
        label="Occurred after"
        time={choice.after}
        onChange={(after) => choose({ after })}
      />
      <TimeField
        {...timeField}
        label="Occurred before"
        time={choice.before}
        onChange={(before) => choose({ before })}
      />
      {isFiltered(choice) && (
        <Button
          variant="subtle"
          onClick={() => choose({ types: [], id: '', after: null, before: null })}
        >
          Clear
        </Button>
      )}
    </Group>
  );
}

/** Takes effect with Enter, or when the field is left. */
function IdInput({ id, choose }: { id: string; choose: EventFiltersProps['choose'] }) {
  const [typed, setTyped] = useState(id);
  const apply = () => {
    if (typed.trim() !== id) choose({ id: typed.trim() });
  };
  return (
    <TextInput
      label="Id"
      placeholder="evt_…"
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={apply}
      onKeyDown={({ key }) => key === 'Enter' && apply()}
      w={{ base: '100%', xs: 300 }}
    />
  );
}
