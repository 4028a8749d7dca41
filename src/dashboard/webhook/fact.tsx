import type { ReactNode } from 'react';
import classes from './webhook.module.css';

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
