import { Tree, useTree, type RenderTreeNodePayload } from '@mantine/core';
import { useState } from 'react';
import { chooseOpen, toNodes, type JsonEntry, type JsonNode } from './json-tree.ts';
import classes from './payload.module.css';
import { SelectedEntry } from './selected-entry.tsx';
import { TreeLabel } from './tree-label.tsx';

interface PayloadTreeProps {
  entries: readonly JsonEntry[];
  /** The most entries that are visible at first. */
  visibleMax: number;
  /** The text that is looked for, to mark it. */
  sought: string;
  label: string;
}

/** A JSON value as a tree. The entry that has the focus can be copied below it. */
export function PayloadTree({ entries, visibleMax, sought, label }: PayloadTreeProps) {
  const [open, setOpen] = useState(() => chooseOpen(entries, visibleMax));
  const [selected, setSelected] = useState<JsonEntry | null>(null);
  const [nodes, setNodes] = useState(() => toNodes(entries, open));
  const tree = useTree({
    initialExpandedState: Object.fromEntries([...open].map((path) => [path, true])),
    onNodeExpand(path) {
      if (open.has(path)) return;
      const next = new Set(open).add(path);
      setOpen(next);
      setNodes(toNodes(entries, next));
    },
  });
  return (
    <>
      <div className={classes.content}>
        <Tree
          data={nodes}
          tree={tree}
          aria-label={label}
          levelOffset={16}
          allowRangeSelection={false}
          renderNode={({ node, expanded, elementProps }: RenderTreeNodePayload) => {
            const { entry } = node as JsonNode;
            return (
              <div
                {...elementProps}
                className={`${elementProps.className} ${classes.row}`}
                data-selected={selected?.path === entry.path || undefined}
              >
                <TreeLabel entry={entry} isOpen={expanded} sought={sought} />
              </div>
            );
          }}
          onFocus={({ target }) => setSelected(findEntry(nodes, target.dataset.value))}
        />
      </div>
      <SelectedEntry entry={selected} />
    </>
  );
}

function findEntry(nodes: readonly JsonNode[], path: string | undefined): JsonEntry | null {
  for (const { entry, children = [] } of nodes) {
    if (entry.path === path) return entry;
    const inner = findEntry(children as JsonNode[], path);
    if (inner) return inner;
  }
  return null;
}
