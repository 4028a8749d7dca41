import type { ReactNode, Ref } from 'react';
import type { LogPage } from '../log/log-page.ts';
import type { LogNavigation } from '../log/use-log-address.ts';
import { EmptyLog } from './empty-log.tsx';
import { LogRows } from './log-rows.tsx';
import classes from './log.module.css';
import { SkeletonRows } from './skeleton-rows.tsx';

interface LogTableProps {
  page: LogPage | null;
  isLoading: boolean;
  hasFailed: boolean;
  webhookId: string | null;
  navigation: LogNavigation;
  ref: Ref<HTMLDivElement>;
  /** Shown above the rows, over the table. */
  children: ReactNode;
}

const columns = [
  { title: 'Outcome' },
  { title: 'Event type' },
  { title: 'Webhook' },
  { title: 'Attempt' },
  { title: 'Duration', className: classes.duration },
  { title: 'Created', className: classes.time },
];

/** The rows of a page. */
export function LogTable({ page, isLoading, hasFailed, ref, children, ...place }: LogTableProps) {
  const hasWebhook = place.webhookId === null;
  if (!page) return hasFailed ? null : <SkeletonRows />;
  if (page.rows.length === 0 && !isLoading) return <EmptyLog ref={ref} page={page} {...place} />;
  return (
    <div className={classes.frame}>
      {children}
      <div
        ref={ref}
        tabIndex={-1}
        role="table"
        aria-label="Deliveries"
        aria-rowcount={page.rows.length + 1}
        aria-busy={isLoading}
        className={hasWebhook ? classes.table : `${classes.table} ${classes.ofWebhook}`}
      >
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={classes.head}>
            {columns
              .filter(({ title }) => hasWebhook || title !== 'Webhook')
              .map(({ title, className }) => (
                <div key={title} role="columnheader" className={className}>
                  {title}
                </div>
              ))}
          </div>
        </div>
        <LogRows rows={page.rows} isOutdated={isLoading} hasWebhook={hasWebhook} />
      </div>
    </div>
  );
}
