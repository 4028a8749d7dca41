import { Highlight } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { writeNumber } from '../words/numbers.ts';
import type { JsonEntry } from './json-tree.ts';
import classes from './payload.module.css';
import { showHidden } from './show-hidden.ts';

/** Characters of one value that the tree shows; the value can be copied whole. */
const valueLengthMax = 2_000;

interface TreeLabelProps {
  entry: JsonEntry;
  isOpen: boolean;
  /** The text that is looked for. */
  sought: string;
}

/** One line of the tree: `name: "Ada"`, or how many entries are in it. */
export function TreeLabel({ entry, isOpen, sought }: TreeLabelProps) {
  const { name, isPart, value, entries } = entry;
  return (
    <>
      {entries ? (
        <IconChevronRight className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
      ) : (
        <span className={classes.chevron} />
      )}
      <span className="foreign-text">
        {name !== '' && (
          <>
            <Marked text={isPart ? `[${name}]` : name} sought={sought} className={classes.name} />
            {isPart ? ' ' : ': '}
          </>
        )}
        {entries ? (
          <span className={classes.summary}>{describeEntries(value)}</span>
        ) : (
          <Marked text={writeValue(value)} sought={sought} className={chooseClass(value)} />
        )}
      </span>
    </>
  );
}

interface MarkedProps {
  text: string;
  sought: string;
  className: string | undefined;
}

function Marked({ text, sought, className = '' }: MarkedProps) {
  const readable = showHidden(text).text;
  if (sought === '') return <span className={className}>{readable}</span>;
  return (
    <Highlight
      component="span"
      inherit
      highlight={sought}
      accentInsensitive={false}
      className={className}
    >
      {readable}
    </Highlight>
  );
}

function describeEntries(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? '[1 entry]' : `[${value.length} entries]`;
  const { length } = Object.keys(value as object);
  return length === 1 ? '{1 key}' : `{${length} keys}`;
}

function writeValue(value: unknown): string {
  if (typeof value === 'string' && value.length > valueLengthMax) {
    return `${JSON.stringify(value.slice(0, valueLengthMax)).slice(0, -1)}… (${writeNumber(value.length)} characters)`;
  }
  return JSON.stringify(value);
}

function chooseClass(value: unknown): string | undefined {
  if (typeof value === 'string') return classes.string;
  return typeof value === 'number' ? classes.number : classes.word;
}
