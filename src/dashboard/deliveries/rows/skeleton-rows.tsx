import { Skeleton } from '@mantine/core';
import classes from './log.module.css';
import { useRowHeight } from './row-height.ts';

const count = 12;

/** Takes the place of rows that are being loaded. */
export function SkeletonRows() {
  const height = useRowHeight();
  return (
    <div className={classes.table} role="status" aria-label="The deliveries are loading">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} style={{ height, padding: '10px 12px' }}>
          <Skeleton height="100%" />
        </div>
      ))}
    </div>
  );
}
