import { Group, Progress, Text } from '@mantine/core';
import { writeMs } from '../words/durations.ts';
import type { AttemptDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import { describePhases, dividePhases } from './phases.ts';

/** The phases of a request: as bars, and as figures. */
export function Waterfall({ attempt }: { attempt: AttemptDetails }) {
  const phases = dividePhases(attempt);
  if (attempt.durationMs === null) return null;
  return (
    <div>
      <Progress.Root
        size={10}
        my={4}
        className={classes.bar ?? ''}
        role="img"
        aria-label={`${writeMs(attempt.durationMs)}: ${describePhases(phases)}`}
      >
        {phases.map(({ name, percent, color }) => (
          <Progress.Section key={name} value={percent} color={color} withAria={false} />
        ))}
      </Progress.Root>
      <Group gap="0 var(--mantine-spacing-sm)">
        {phases.map(({ name, durationMs, color }) => (
          <Text key={name} size="xs" c="dimmed">
            <Swatch color={color} />
            {name} {writeMs(durationMs)}
          </Text>
        ))}
      </Group>
    </div>
  );
}

function Swatch({ color }: { color: string }) {
  const background = `var(--mantine-color-${color.replace('.', '-')})`;
  return <span className={classes.swatch} style={{ background }} aria-hidden />;
}
