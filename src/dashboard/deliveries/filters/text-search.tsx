import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface TextSearchProps {
  text: string | null;
  onSearch: (text: string | null) => void;
}

/** Searches the payloads, after the Enter key or on leaving the field. */
export function TextSearch({ text, onSearch }: TextSearchProps) {
  const [value, setValue] = useState(text ?? '');
  const search = () => {
    if ((text ?? '') !== value) onSearch(value || null);
  };
  return (
    <TextInput
      size="xs"
      w={{ base: '100%', xs: 260 }}
      type="search"
      aria-label="Text in the payload"
      placeholder="Text in the payload"
      leftSection={<IconSearch size={14} aria-hidden />}
      maxLength={200}
      value={value}
      onChange={({ currentTarget }) => setValue(currentTarget.value)}
      onBlur={search}
      onKeyDown={({ key }) => key === 'Enter' && search()}
    />
  );
}
