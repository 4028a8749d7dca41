import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { writeNumber } from '../words/numbers.ts';
import classes from './payload.module.css';
import { showHidden } from './show-hidden.ts';

/** Characters shown at first. A longer text would make the page slow, and nobody reads it at once. */
const shownFirst = 20_000;

/** A text from outside, exactly as it is; hidden characters are written as escapes. */
export function PayloadText({ text, label }: { text: string; label: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > shownFirst;
  const readable = showHidden(isLong && !isWhole ? text.slice(0, shownFirst) : text);
  return (
    <>
      <div className={classes.content} tabIndex={0} role="region" aria-label={label}>
        <pre className={`${classes.text} foreign-text`}>{readable.text}</pre>
      </div>
      {isLong && (
        <Group className={classes.bar ?? ''} gap="xs">
          <Text size="sm" c="dimmed">
            {isWhole
              ? 'All of the text is shown.'
              : `The first ${writeNumber(shownFirst)} of ${writeNumber(text.length)} characters are shown.`}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show less' : 'Show all'}
          </Button>
        </Group>
      )}
      <HiddenNote count={readable.hiddenCount} />
    </>
  );
}

/** Says that a text has characters that one cannot see. */
export function HiddenNote({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Text size="xs" px="xs" py={6}>
      {count === 1 ? '1 hidden character is' : `${count} hidden characters are`} shown as an escape
      such as <code>\u200b</code>. Copying gives the exact text.
    </Text>
  );
}
