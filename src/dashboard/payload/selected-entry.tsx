import { Text } from '@mantine/core';
import { CopyButton } from '../components/copy.tsx';
import type { JsonEntry } from './json-tree.ts';
import classes from './payload.module.css';
import { showHidden } from './show-hidden.ts';

/** The path of the selected entry, with what can be copied of it. */
export function SelectedEntry({ entry }: { entry: JsonEntry | null }) {
  return (
    <div className={classes.bar}>
      <Text size="xs" ff="monospace" truncate className={`foreign-text ${classes.path}`}>
        {entry ? showHidden(entry.path || '(the whole value)').text : 'Select an entry to copy it.'}
      </Text>
      {entry && (
        <>
          <CopyButton text={entry.path} label="Copy path" />
          <CopyButton text={writeCopy(entry.value)} label="Copy value" />
        </>
      )}
    </div>
  );
}

/** A text is copied without quotation marks. */
function writeCopy(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
