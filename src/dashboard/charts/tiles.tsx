import type { ReactNode } from 'react';
import classes from './charts.module.css';

interface TilesProps {
  /** What the figures are about, for screen readers. */
  label: string;
  figures: readonly { name: string; value: ReactNode }[];
}

/** Figures with their names, side by side. */
export function Tiles({ label, figures }: TilesProps) {
  return (
    <section aria-label={label}>
      <dl className={classes.tiles}>
        {figures.map(({ name, value }) => (
          <div key={name} className={classes.tile}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
