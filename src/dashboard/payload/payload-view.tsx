import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { CopyButton } from '../components/copy.tsx';
import { JsonView } from './json-view.tsx';
import { PayloadText } from './payload-text.tsx';
import classes from './payload.module.css';
import { describeSize, readJson } from './read-json.ts';

interface PayloadViewProps {
  /** The exact text. */
  text: string;
  /** Such as "Request body". */
  label: string;
}

/** A body, as a tree with search when it is JSON, and as text. */
export function PayloadView({ text, label }: PayloadViewProps) {
  const read = useMemo(() => readJson(text), [text]);
  const [chosen, setChosen] = useState('tree');
  const [typed, setTyped] = useState('');
  const [sought] = useDebouncedValue(typed.trim(), 150);
  const isTree = read.isJson && chosen === 'tree';
  return (
    <div className={classes.frame}>
      <div className={classes.bar}>
        {read.isJson ? (
          <SegmentedControl
            size="xs"
            aria-label={`How to show: ${label}`}
            data={[
              { value: 'tree', label: 'Tree' },
              { value: 'text', label: 'Text' },
            ]}
            value={chosen}
            onChange={setChosen}
          />
        ) : (
          <Text size="sm">Text, not JSON</Text>
        )}
        {isTree && (
          <TextInput
            size="xs"
            className={classes.search}
            aria-label={`Search in: ${label}`}
            placeholder="Search keys and values"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        )}
        <Text size="xs" c="dimmed" ml="auto">
          {describeSize(text)}
        </Text>
        <CopyButton text={text} label="Copy all" />
      </div>
      {isTree ? (
        <JsonView key={text} value={read.value} sought={sought} label={label} />
      ) : (
        <PayloadText key={text} text={text} label={label} />
      )}
    </div>
  );
}
