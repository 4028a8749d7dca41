import '@mantine/dates/styles.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { serverNow } from '../../session/server-clock.ts';
import type { FacetPartProps } from './facet-props.ts';
import { fromLocalTime, toLocalTime } from './local-time.ts';

const presets = [
  { label: 'Last hour', hours: 1 },
  { label: 'Last 24 hours', hours: 24 },
  { label: 'Last 7 days', hours: 168 },
];
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When the deliveries were created, in the zone of the person at the screen. */
export function TimeChoices({ filter, onChange }: FacetPartProps) {
  const apply = (hours: number) => {
    const createdAfter = new Date(serverNow() - hours * 3_600_000).toISOString();
    onChange({ createdAfter, createdBefore: null });
  };
  const field = (label: string, name: 'createdAfter' | 'createdBefore') => (
    <DateTimePicker
      id={name} // the calendar is labelled by the field of this id
      popoverProps={{ id: name, withinPortal: false, width: 'target' }}
      hideOutsideDates
      weekendDays={[]}
      previousLabel="Before"
      nextLabel="After"
      submitButtonProps={{ 'aria-label': 'Apply' }}
      label={label}
      size="xs"
      clearable
      withSeconds
      valueFormat="D MMM YYYY HH:mm:ss"
      placeholder="Any time"
      value={toLocalTime(filter[name])}
      onChange={(value) => onChange({ [name]: fromLocalTime(value) })}
      clearButtonProps={{ 'aria-label': `Clear ${label}`, style: { minWidth: 24, minHeight: 24 } }}
    />
  );
  return (
    <Stack gap="sm" w={280}>
      <Group gap={4}>
        {presets.map(({ label, hours }) => (
          <Button key={label} size="compact-xs" variant="default" onClick={() => apply(hours)}>
            {label}
          </Button>
        ))}
      </Group>
      {field('From', 'createdAfter')}
      {field('Until', 'createdBefore')}
      <Text size="xs" c="dimmed">
        Times are in your zone, {zone}.
      </Text>
    </Stack>
  );
}
