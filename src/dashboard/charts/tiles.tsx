import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './charts.module.css';

interface TilesProps {
  /** The subject of the figures. */
  label: string;
  figures: readonly { name: string; value: ReactNode }[];
}

/** Figures with their names, side by side. */
export function Tiles({ label, figures }: TilesProps) {
  const labelId = useId();
  return (
    <section aria-labelledby={labelId}>
      <Title order={2} size="h6" mb={6} id={labelId}>
        {label}
      </Title>
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
