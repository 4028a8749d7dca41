import { SimpleGrid, Stack } from '@mantine/core';
import { TimeField } from '../components/time-field.tsx';
import { TimePresets } from '../components/time-presets.tsx';
import { timeZone } from '../words/times.ts';
import type { FilterPartProps } from './filter-part-props.ts';

/** The time in which the deliveries were created. */
export function TimeFields({ filter, errors, onChange }: FilterPartProps) {
  return (
    <Stack gap="xs">
      <TimePresets onChoose={(createdAfter) => onChange({ createdAfter, createdBefore: null })} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TimeField
          label="Created since"
          description={`Your time, ${timeZone}`}
          isClearable={false}
          time={filter.createdAfter}
          error={errors.createdAfter}
          onChange={(createdAfter) => onChange({ createdAfter })}
        />
        <TimeField
          label="Created before (optional)"
          description="Now, when it is empty"
          placeholder="Now"
          time={filter.createdBefore}
          error={errors.createdBefore}
          onChange={(createdBefore) => onChange({ createdBefore })}
        />
      </SimpleGrid>
    </Stack>
  );
}
