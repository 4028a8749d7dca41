import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { findInJson } from './find-in-json.ts';
import { listEntries } from './json-tree.ts';
import { HiddenNote } from './payload-text.tsx';
import { PayloadTree } from './payload-tree.tsx';
import classes from './payload.module.css';
import { showHidden } from './show-hidden.ts';

/** Entries that are visible when a tree is opened, and when it shows what was found. */
const visibleMax = { first: 60, found: 2_000 };
/** Entries after which a search ends. */
const matchesMax = 100;

interface JsonViewProps {
  value: unknown;
  /** The text that is looked for; empty: everything is shown. */
  sought: string;
  label: string;
}

/** A JSON value as a tree, or what a search finds in it. */
export function JsonView({ value, sought, label }: JsonViewProps) {
  const hiddenCount = useMemo(() => showHidden(JSON.stringify(value)).hiddenCount, [value]);
  const found = useMemo(
    () => (sought === '' ? null : findInJson(value, sought, matchesMax)),
    [value, sought],
  );
  const entries = useMemo(() => found?.entries ?? listEntries(value), [found, value]);
  return (
    <>
      <div role="status">
        {found && (
          <Text size="xs" px="xs" pb={6}>
            {describeFound(found)}
          </Text>
        )}
      </div>
      {found?.matchCount === 0 ? (
        <div className={classes.content} />
      ) : (
        <PayloadTree
          key={sought}
          entries={entries}
          visibleMax={found ? visibleMax.found : visibleMax.first}
          sought={sought}
          label={label}
        />
      )}
      <HiddenNote count={hiddenCount} />
    </>
  );
}

function describeFound({ matchCount, isCut }: { matchCount: number; isCut: boolean }): string {
  if (matchCount === 0) return 'Nothing found.';
  if (isCut) return `The first ${matchCount} entries found are shown.`;
  return matchCount === 1 ? '1 entry found.' : `${matchCount} entries found.`;
}
