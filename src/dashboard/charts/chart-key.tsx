import { Group, Text } from '@mantine/core';
import classes from './charts.module.css';

interface Entry {
  label: string;
  color: string;
  sample: 'bar' | 'hatched' | 'solid' | 'dashed' | 'dotted';
}

const dashes = { solid: undefined, dashed: '6 3', dotted: '1 4' };

/** Names the series of a chart beside a sample of each. */
export function ChartKey({ entries }: { entries: readonly Entry[] }) {
  return (
    <Group gap="md" mb={4} justify="flex-end">
      {entries.map(({ label, color, sample }) => (
        <Group key={label} gap={6} wrap="nowrap">
          <svg width={24} height={12} aria-hidden>
            {sample === 'bar' || sample === 'hatched' ? (
              <rect
                {...{ x: 6.5, y: 0.5, width: 11, height: 11 }}
                fill={sample === 'bar' ? color : 'url(#chart-hatch)'}
                stroke={color}
              />
            ) : (
              <line
                {...{ x1: 1, x2: 23, y1: 6, y2: 6 }}
                className={classes.sample}
                stroke={color}
                strokeDasharray={dashes[sample]}
              />
            )}
          </svg>
          <Text size="xs">{label}</Text>
        </Group>
      ))}
    </Group>
  );
}
