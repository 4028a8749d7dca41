import { Stack, Text } from '@mantine/core';
import { TimeField } from '../../components/time-field.tsx';
import { TimePresets } from '../../components/time-presets.tsx';
import { timeZone } from '../../words/times.ts';
import type { FacetPartProps } from './facet-props.ts';

/** The time in which the deliveries were created, in the zone of the person at the screen. */
export function TimeChoices({ filter, onChange }: FacetPartProps) {
  const field = { size: 'xs', placeholder: 'Any time', isNarrow: true } as const;
  return (
    <Stack gap="sm" w={280}>
      <TimePresets onChoose={(createdAfter) => onChange({ createdAfter, createdBefore: null })} />
      <TimeField
        {...field}
        label="From"
        time={filter.createdAfter}
        onChange={(createdAfter) => onChange({ createdAfter })}
      />
      <TimeField
        {...field}
        label="Until"
        time={filter.createdBefore}
        onChange={(createdBefore) => onChange({ createdBefore })}
      />
      <Text size="xs" c="dimmed">
        Times are in your zone, {timeZone}.
      </Text>
    </Stack>
  );
}
