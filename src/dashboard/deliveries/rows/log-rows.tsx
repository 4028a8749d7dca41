import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useState, type KeyboardEvent } from 'react';
import type { LogRow } from '../log/log-page.ts';
import classes from './log.module.css';
import { LogRowView } from './log-row-view.tsx';
import { useRowHeight } from './row-height.ts';
import { useReturnToRow } from './use-return-to-row.ts';
import { useTopOnPage } from './use-top-on-page.ts';

interface LogRowsProps {
  rows: readonly LogRow[];
  /** Whether other rows are on their way. */
  isOutdated: boolean;
  hasWebhook: boolean;
}

/** Rows drawn above and below the visible ones, so that Tab finds the next one. */
const overscan = 6;

/** The visible rows of a page, and a few more. */
export function LogRows({ rows, isOutdated, hasWebhook }: LogRowsProps) {
  const height = useRowHeight();
  const [body, setBody] = useState<HTMLDivElement | null>(null);
  const top = useTopOnPage(body);
  const { returnId, focusLink, rememberOpened } = useReturnToRow();
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan,
    scrollMargin: top,
  });

  function move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = Number((event.target as HTMLElement).dataset.row);
    if (step === undefined || Number.isNaN(from)) return;
    event.preventDefault();
    body?.querySelector<HTMLElement>(`[data-row="${from + step}"]`)?.focus();
  }

  return (
    <div
      ref={setBody}
      role="rowgroup"
      className={isOutdated ? `${classes.body} ${classes.outdated}` : classes.body}
      style={{ height: rows.length * height }}
      onKeyDown={move}
      onClick={({ target }) => {
        const opened = rows[Number((target as HTMLElement).dataset.row) - 2];
        if (opened) rememberOpened(opened.delivery.id);
      }}
    >
      {virtualizer.getVirtualItems().map(({ index }) => {
        const row = rows[index];
        return (
          row && (
            <LogRowView
              key={row.delivery.id}
              row={row}
              number={index + 2}
              top={index * height}
              hasWebhook={hasWebhook}
              linkRef={row.delivery.id === returnId ? focusLink : undefined}
            />
          )
        );
      })}
    </div>
  );
}
