import '@mantine/dates/styles.css';
import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql/index.ts';
import { isFiltered, type EventChoice } from './event-filter.ts';

const typesDocument = graphql(/* GraphQL */ `
  query EventsTypes {
    eventTypes {
      name
    }
  }
`);

interface EventFiltersProps {
  choice: EventChoice;
  choose: (change: Partial<EventChoice>) => void;
}

/** Chooses which events are listed. */
export function EventFilters({ choice, choose }: EventFiltersProps) {
  const [{ data }] = useQuery({ query: typesDocument, requestPolicy: 'cache-first' });
  const known = data?.eventTypes.map(({ name }) => name) ?? [];
  return (
    <Group gap="xs" mb="md" align="flex-end" role="search" aria-label="Filter of events">
      <MultiSelect
        label="Type"
        placeholder={choice.types.length === 0 ? 'All types' : ''}
        data={[...new Set([...known, ...choice.types])]}
        value={choice.types}
        onChange={(types) => choose({ types })}
        clearable
        w={{ base: '100%', xs: 320 }}
      />
      <IdInput key={choice.id} id={choice.id} choose={choose} />
      <TimeInput
        label="Occurred after"
        time={choice.after}
        onChange={(after) => choose({ after })}
      />
      <TimeInput
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

interface TimeInputProps {
  label: string;
  time: string | null;
  onChange: (time: string | null) => void;
}

/** A time in the zone of the person at the page. */
function TimeInput({ label, time, onChange }: TimeInputProps) {
  return (
    <DateTimePicker
      label={label}
      placeholder="Any time"
      valueFormat="D MMM YYYY HH:mm"
      clearable
      clearButtonProps={{ 'aria-label': `Clear: ${label}` }}
      value={time === null ? null : new Date(time)}
      onChange={(value) => onChange(value === null ? null : new Date(value).toISOString())}
      w={{ base: '100%', xs: 190 }}
    />
  );
}
