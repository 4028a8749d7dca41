import { Button, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';

interface EventIdFieldProps {
  eventId: string | null;
  onChange: (eventId: string | null) => void;
}

/** The event whose deliveries are shown. */
export function EventIdField({ eventId, onChange }: EventIdFieldProps) {
  const [value, setValue] = useState(eventId ?? '');
  return (
    <Stack
      component="form"
      gap="xs"
      w={280}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        onChange(value.trim() || null);
      }}
    >
      <TextInput
        size="xs"
        label="Id of the event"
        description="As in the header webhook-id"
        placeholder="evt_…"
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      <Button type="submit" size="xs">
        Apply
      </Button>
    </Stack>
  );
}
