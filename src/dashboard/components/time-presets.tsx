import { Button, Group } from '@mantine/core';
import { serverNow } from '../session/server-clock.ts';

const hourMs = 3_600_000;
const presets = [
  { label: 'Last hour', ms: hourMs },
  { label: 'Last 24 hours', ms: 24 * hourMs },
  { label: 'Last 7 days', ms: 7 * 24 * hourMs },
  { label: 'Last 30 days', ms: 30 * 24 * hourMs },
];

/** Chooses the time since when, as in ISO 8601. */
export function TimePresets({ onChoose }: { onChoose: (since: string) => void }) {
  return (
    <Group gap={4}>
      {presets.map(({ label, ms }) => (
        <Button
          key={label}
          size="compact-xs"
          variant="default"
          onClick={() => onChoose(new Date(serverNow() - ms).toISOString())}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
