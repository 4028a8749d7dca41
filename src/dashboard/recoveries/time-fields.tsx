import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { serverNow } from '../session/server-clock.ts';
import type { FilterPartProps } from './filter-part-props.ts';
import { fromLocalTime, toLocalTime } from '../deliveries/filters/local-time.ts';

const presets = [
  { label: 'Last hour', ms: 3_600_000 },
  { label: '24 hours', ms: 86_400_000 },
  { label: '7 days', ms: 7 * 86_400_000 },
  { label: '30 days', ms: 30 * 86_400_000 },
];

const format = 'D MMM YYYY, HH:mm';
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When the deliveries were created. */
export function TimeFields({ filter, errors, onChange }: FilterPartProps) {
  return (
    <Stack gap={6}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateTimePicker
          label="Created since"
          description={`Your time, ${zone}`}
          valueFormat={format}
          value={toLocalTime(filter.createdAfter)}
          error={errors.createdAfter}
          onChange={(value) => onChange({ createdAfter: fromLocalTime(value) })}
        />
        <DateTimePicker
          label="Created before (optional)"
          description="Now, when it is empty"
          placeholder="Now"
          valueFormat={format}
          clearable
          clearButtonProps={{ 'aria-label': 'Clear' }}
          value={toLocalTime(filter.createdBefore)}
          error={errors.createdBefore}
          onChange={(value) => onChange({ createdBefore: fromLocalTime(value) })}
        />
      </SimpleGrid>
      <Group gap={6}>
        {presets.map(({ label, ms }) => (
          <Button
            key={label}
            size="compact-xs"
            variant="default"
            onClick={() =>
              onChange({
                createdAfter: new Date(serverNow() - ms).toISOString(),
                createdBefore: null,
              })
            }
          >
            {label}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
