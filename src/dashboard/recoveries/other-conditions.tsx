import { Group, Text } from '@mantine/core';
import { ConditionChip } from '../deliveries/filters/condition-chip.tsx';
import { describeFilter } from '../deliveries/filters/describe-filter.ts';
import type { LogFilter } from '../deliveries/log/log-view.ts';
import type { FilterPartProps } from './filter-part-props.ts';

/** Conditions of the log that the form has no field for. */
const names: (keyof LogFilter)[] = [
  'statuses',
  'triggers',
  'responseStatusClasses',
  'responseStatus',
  'eventId',
  'text',
];

/** The conditions that come with a link from the log of deliveries, each with a button that removes it. */
export function OtherConditions({ filter, onChange }: FilterPartProps) {
  const conditions = describeFilter(filter).filter(({ removal }) =>
    names.some((name) => name in removal),
  );
  if (conditions.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        Other conditions
      </Text>
      <Group gap={6}>
        {conditions.map((condition) => (
          <ConditionChip
            key={JSON.stringify(condition)}
            condition={condition}
            onRemove={() => onChange(condition.removal)}
          />
        ))}
      </Group>
    </div>
  );
}
