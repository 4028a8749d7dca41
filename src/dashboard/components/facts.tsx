import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Facts with their names, side by side. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

interface FactProps {
  label: string;
  /** Whether it takes the whole width. */
  isWide?: boolean;
  children: ReactNode;
}

/** One fact with its name. */
export function Fact({ label, isWide = false, children }: FactProps) {
  return (
    <div className={`${classes.fact} ${isWide ? classes.wide : ''}`}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
