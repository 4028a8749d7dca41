import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { fromLocalTime, toLocalTime } from '../deliveries/filters/local-time.ts';
import { serverNow } from '../session/server-clock.ts';
import type { FilterPartProps } from './filter-part-props.ts';

const presets = [
  { label: 'Last hour', ms: 3_600_000 },
  { label: '24 hours', ms: 86_400_000 },
  { label: '7 days', ms: 7 * 86_400_000 },
  { label: '30 days', ms: 30 * 86_400_000 },
];

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When the deliveries were created. */
export function TimeFields({ filter, errors, onChange }: FilterPartProps) {
  const startAgo = (ms: number) =>
    onChange({ createdAfter: new Date(serverNow() - ms).toISOString(), createdBefore: null });
  return (
    <Stack gap="xs">
      <Group gap={6}>
        {presets.map(({ label, ms }) => (
          <Button key={label} size="compact-sm" variant="default" onClick={() => startAgo(ms)}>
            {label}
          </Button>
        ))}
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateTimePicker
          {...pickerProps('createdAfter')}
          label="Created since"
          description={`Your time, ${zone}`}
          value={toLocalTime(filter.createdAfter)}
          error={errors.createdAfter}
          onChange={(value) => onChange({ createdAfter: fromLocalTime(value) })}
        />
        <DateTimePicker
          {...pickerProps('createdBefore')}
          label="Created before (optional)"
          description="Now, when it is empty"
          placeholder="Now"
          clearable
          clearButtonProps={{ 'aria-label': 'Clear', style: { minWidth: 24, minHeight: 24 } }}
          value={toLocalTime(filter.createdBefore)}
          error={errors.createdBefore}
          onChange={(value) => onChange({ createdBefore: fromLocalTime(value) })}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** The calendar is labelled by the field of the same id, and its buttons have names. */
function pickerProps(id: string) {
  return {
    id,
    popoverProps: { id, withinPortal: false },
    hideOutsideDates: true,
    weekendDays: [],
    previousLabel: 'Before',
    nextLabel: 'After',
    submitButtonProps: { 'aria-label': 'Apply' },
    valueFormat: 'D MMM YYYY, HH:mm',
  };
}
