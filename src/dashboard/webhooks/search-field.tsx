import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

/** The longest search that the service takes. */
const charactersMax = 200;
/** Milliseconds without typing after which the list is searched. */
const pauseMs = 300;

interface SearchFieldProps {
  /** The search that the list shows. */
  value: string;
  onSearch: (search: string) => void;
}

/** Searches while one types. Follows the search of the list when another part of the page changes it. */
export function SearchField({ value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const [sent, setSent] = useState<string | null>(null);
  const send = (search: string) => {
    setSent(search);
    onSearch(search);
  };
  const sendLater = useDebouncedCallback(send, pauseMs);
  if (value !== shown) {
    setShown(value);
    setSent(null);
    if (value !== sent) setText(value); // the address was changed otherwise, such as by the button "back"
  }
  return (
    <TextInput
      type="search"
      aria-label="Search by name, URL or description"
      placeholder="Search name, URL, description"
      maxLength={charactersMax}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text !== '' && (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              sendLater.cancel();
              setText('');
              send('');
            }}
          />
        )
      }
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        sendLater(currentTarget.value);
      }}
      flex="1 1 220px"
      maw={420}
    />
  );
}
