import { Group, Progress, Text } from '@mantine/core';
import type { AttemptDetails } from './delivery-document.ts';
import classes from './delivery.module.css';
import { describeDuration, describePhases, dividePhases } from './phases.ts';

/** Where the time of a request went: bars, and the same as figures. */
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
        aria-label={`${describeDuration(attempt.durationMs)}: ${describePhases(phases)}`}
      >
        {phases.map(({ name, percent, color }) => (
          <Progress.Section key={name} value={percent} color={color} withAria={false} />
        ))}
      </Progress.Root>
      <Group gap="0 var(--mantine-spacing-sm)">
        {phases.map(({ name, durationMs, color }) => (
          <Text key={name} size="xs" c="dimmed">
            <Swatch color={color} />
            {name} {describeDuration(durationMs)}
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
